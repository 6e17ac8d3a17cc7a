// Package allotjson reads what an allocation starts from and writes what it comes to, as JSON. Reading is strict: every
// field must be there once, under its name and with its type, and nothing else may be, since a slip of the pen that is
// passed over would deal a month's cases wrongly. Both ends work through a stream, in little more room than the input
// takes.
package allotjson
