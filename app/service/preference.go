package service

import (
	"context"
	"strings"

	"github.com/fangce/fangce/app"
)

// preferencePrefix keeps what the window remembers apart from the settings the program works by.
const preferencePrefix = "window/"

// Preference returns what the window has remembered under a key on this laptop, "" for nothing. Preferences lie in the
// encrypted database and never leave the laptop.
func (s *Service) Preference(ctx context.Context, key string) (string, error) {
	return s.store.Setting(ctx, preferencePrefix+key)
}

// SetPreference remembers something for the window. Error: app.ErrInvalid for a value of more than app.MostPreference
// bytes.
func (s *Service) SetPreference(ctx context.Context, key, value string) error {
	if len(value) > app.MostPreference || strings.TrimSpace(key) == "" {
		return app.Errorf(app.ErrInvalid, "内容过长")
	}
	return s.store.SetSetting(ctx, preferencePrefix+key, value)
}

// Changes returns how often this person has changed something since the account was opened, apart from notes of who
// looked at what. It does not wait.
func (s *Service) Changes() int64 { return s.store.Changes() }
