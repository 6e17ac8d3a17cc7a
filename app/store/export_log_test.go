package store

// WithoutLog lets a store go on without its log, as if it could not be read, to measure what the log costs.
func WithoutLog(s *Store) error {
	err := s.closeLog()
	s.log.make = false
	return err
}
