// Package line is a slow, lossy telephone line for tests: a proxy on loopback in front of a centre that carries what a
// laptop and the centre say to each other, at the rate, with the delay and with the losses of a line that is asked for,
// and breaks when it is told to.
//
// What TCP would do about a lost packet is imitated: the packet comes later, by one round trip or, if it is lost again, by
// longer and longer pauses, and all that follows on its connection waits for it. All connections of a line share its rate.
package line
