package app

// Accepted returns the rows of a preview that can be taken in, and the fields the file has columns for. Of several rows
// of one policy the last one stands, so that taking the file in twice ends where once did.
func (p *ImportPreview) Accepted() (rows []ImportRow, fields []string) {
	last := map[string]int{}
	for i, line := range p.Lines {
		if line.Row != nil {
			last[line.Row.Policy.Number] = i
		}
	}
	for i, line := range p.Lines {
		if line.Row != nil && last[line.Row.Policy.Number] == i {
			rows = append(rows, *line.Row)
		}
	}
	for _, c := range p.Columns {
		if c.Field != "" {
			fields = append(fields, c.Field)
		}
	}
	return rows, fields
}
