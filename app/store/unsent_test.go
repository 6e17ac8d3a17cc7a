package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
)

// Unsent work of which the database has the only copy survives what replaces the database.
func TestUnsentWorkSurvivesWithoutTheLog(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, dir string, key []byte){
		"the log is gone": func(t *testing.T, dir string, _ []byte) {
			if err := os.Remove(filepath.Join(dir, "outbox.log")); err != nil {
				t.Fatal(err)
			}
		},
		"the log is damaged": func(t *testing.T, dir string, _ []byte) {
			if err := os.WriteFile(filepath.Join(dir, "outbox.log"), []byte("noise"), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"the log was behind": func(t *testing.T, dir string, key []byte) {
			s := opened(t, dir, key, store.Options{Watch: func(e disk.Event) error {
				if e.Op == disk.Write && filepath.Base(e.Path) == "outbox.log" {
					return errors.New("a sector is bad")
				}
				return nil
			}})
			fill(t, s, busyCustomers, busyCustomers+2)
			if !s.LogBehind() {
				t.Fatal("the log is not behind")
			}
			closed(t, s)
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, do := range []string{"restore", "rescue"} {
				dir, key := busyAccount(t)
				harm(t, dir, key)
				s := opened(t, copied(t, dir), key, store.Options{}) // what there was
				want, all := numbers(t, s), customers(t, s)
				closed(t, s)
				var err error
				if do == "rescue" {
					_, err = store.Rescue(ctx, dir, key, store.Options{})
				} else {
					err = changeNamed("restore").do(dir, key, store.Options{})
				}
				if err != nil {
					t.Fatal(err)
				}
				s = opened(t, dir, key, store.Options{})
				if got := numbers(t, s); !slices.Equal(got, want) || customers(t, s) != all {
					t.Errorf("%s: pending %v, want %v; %s customers, want %s", do, got, want, customers(t, s), all)
				}
				fill(t, s, 100, 101) // under a number nothing else has
				if got := numbers(t, s); len(got) != len(want)+1 {
					t.Errorf("%s: pending %v after another commit", do, got)
				}
				closed(t, s)
				s = opened(t, dir, key, store.Options{})
				if got := numbers(t, s); len(got) != len(want)+1 {
					t.Errorf("%s: pending %v at the next opening", do, got)
				}
				closed(t, s)
			}
		})
	}
}
