package allot

// KeysToSort packs an input's cases and returns what sorts the keys: nothing else of a dealing.
func KeysToSort(in *Input) (sort func(), err error) {
	s, err := in.pack()
	return func() { s.sort(in.Cases) }, err
}

// FirstOfEqual adds texts that all have one hash and returns for each the number of the first that is equal.
func FirstOfEqual(texts []string, hash uint64) []uint32 {
	x := newIndex(len(texts))
	out := make([]uint32, len(texts))
	for i := range texts {
		out[i] = x.add(hash, uint32(i), func(n uint32) string { return texts[n] })
	}
	return out
}
