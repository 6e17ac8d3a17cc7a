package widgets

// Scroller returns what scrolls the rows.
func (t *Table[T]) Scroller() *Scroller { return t.scroll }
