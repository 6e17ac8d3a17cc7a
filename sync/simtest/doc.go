// Package simtest proves that nothing is lost between laptops and centre: real stores on real files, the real sync of the
// laptop and the real centre, with a clock, a network, disks and people that one seed decides.
//
// A run makes an office, lets its people work, their laptops sync, crash, travel and be copied, the centre hand cards over
// and come back from backups, over a network that drops, doubles, delays and cuts what it carries. Then the faults end,
// everybody syncs until nothing moves, and an oracle compares every laptop with what SQL says over the centre's tables,
// and every piece of work ever done with what became of it.
//
//	go test ./sync/simtest -run TestSimulation -v -args -seeds 1 -from 4711
//
// repeats one run and prints its steps. Planted bugs are patches of the product's sources: each must be caught.
package simtest
