package app

// VisitID returns the id of the visit an appointment leads to.
func VisitID(appointmentID string) string { return DerivedID("visit", appointmentID) }
