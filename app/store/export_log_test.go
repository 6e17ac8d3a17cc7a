package store

// WithoutLog lets a store go on without its log, as if it could not be read, to measure what the log costs.
func WithoutLog(s *Store) error {
	err := s.closeLog()
	s.log.make = false
	return err
}

// LogSize returns how long the store's log is, in bytes: what is sealed in it cannot be searched.
func (s *Store) LogSize() int64 { return sizeOf(s.files.log()) }
