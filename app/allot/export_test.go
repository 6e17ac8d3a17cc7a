package allot

// KeysToSort packs an input's cases and returns what sorts the keys: nothing else of a dealing.
func KeysToSort(in *Input) (sort func(), err error) {
	s, err := in.pack()
	return func() { s.sort(in.Cases) }, err
}
