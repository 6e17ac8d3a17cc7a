// Package app says what the centre's rule book says: the things of the field, their rules and their numbers.
// It knows no database, no network and no window, and imports the standard library only.
package app
