// Package device is the laptop's end of the sync (architecture §3).
//
// Enrol binds the laptop to a person for a one-time code and SaveEnrolment keeps what came of it. An Engine then runs
// rounds: a fresh access token if needed, then everything unsent is pushed, then everything new is pulled. Rounds never
// overlap. An operation leaves the store's queue only when the centre's answer to it has been stored, and the centre
// answers the same operation twice in the same way; so a lost reply costs a repetition and nothing else.
//
// A round that fails is tried again by one loop, Run; nothing underneath it retries by itself.
package device
