package app

import (
	"errors"
	"fmt"
)

// Codes of errors a person is told about. The window translates "error.<code>"; Message is the Chinese text where there
// is no window.
const (
	ErrInvalid      = "invalid"        // what was typed cannot be taken; Field names where
	ErrNotFound     = "not_found"      // there is no such row
	ErrConflict     = "conflict"       // the row has moved on
	ErrForbidden    = "forbidden"      // the role may not do this
	ErrPassphrase   = "passphrase"     // wrong passphrase
	ErrNewerStore   = "newer_store"    // the database was written by a newer program
	ErrDamaged      = "damaged"        // the database or key file is damaged
	ErrInUse        = "in_use"         // another window has this data folder open
	ErrOffline      = "offline"        // the centre cannot be reached
	ErrCode         = "code"           // a one-time code is wrong, used or expired
	ErrRefused      = "refused"        // the centre refused
	ErrUnauthorised = "unauthorised"   // the laptop must be enrolled again
	ErrNotSheet     = "not_sheet"      // the file is no spreadsheet
	ErrEmptySheet   = "empty_sheet"    // the file has no rows
	ErrNoPolicyNo   = "no_policy_no"   // no column of the file holds policy numbers
	ErrCancelled    = "cancelled"      // the user cancelled
	ErrLogClosed    = "log_closed"     // the day is closed; later facts become additions
	ErrDoNotContact = "do_not_contact" // the customer must not be called, or not now
	ErrDiskFull     = "disk_full"      // too little room is left on the disk; nothing was changed
	ErrNoRoom       = "no_room"        // too little room is left on the disk to open what lies there
	ErrWaiting      = "waiting"        // somebody else has to act first
	ErrKeyring      = "keyring"        // the machine has no keyring, or it stays closed
	ErrInternal     = "internal"
)

// Error is an error a person can act on. Code is for programs, Message for people; the cause goes to the log.
type Error struct {
	Code    string
	Field   string // what it is about: a field, a column; may be empty
	Message string
	Cause   error
}

// Error implements error.
func (e *Error) Error() string {
	s := e.Code
	if e.Field != "" {
		s += " " + e.Field
	}
	if e.Message != "" {
		s += ": " + e.Message
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf returns an Error with a message.
func Errorf(code, format string, args ...any) error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// FieldErrorf returns an Error about one field.
func FieldErrorf(code, field, format string, args ...any) error {
	return &Error{Code: code, Field: field, Message: fmt.Sprintf(format, args...)}
}

// Code returns the code of an error: "" for nil, ErrInternal for one that is no Error.
func Code(err error) string {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ErrInternal
}

// FieldOf returns what an Error is about, "" if it names nothing or err is no Error.
func FieldOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}
