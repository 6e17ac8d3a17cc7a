package calls

// Present returns the customer in sight, "" none.
func (r *Room) Present() string {
	if !r.pane.shown {
		return ""
	}
	return r.pane.sheet.Item.CustomerID
}
