package app

// Laptop is one enrolled laptop (设备) as the centre knows it.
type Laptop struct {
	ID         string
	Name       string
	PersonName string
	StaffNo    string
	State      LaptopState
	Enrolled   Instant
	Seen       Instant // last contact with the centre
	Unsent     int     // changes waiting on it at that contact
	Waited     int64   // how long the oldest of them had waited then, milliseconds
	This       bool    // the one that asks
	CopyOf     string  // name of the laptop whose disk it was copied from, "" if it was not
}

// LaptopState says whether a laptop is in use.
type LaptopState string

// States of a laptop.
const (
	LaptopActive   LaptopState = "active"
	LaptopDraining LaptopState = "draining" // taken out of use: it may send what it has, then wipes itself
	LaptopWiping   LaptopState = "wiping"   // reported lost: it wipes itself at its next contact
	LaptopWiped    LaptopState = "wiped"    // it has said that it is wiped
)
