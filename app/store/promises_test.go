package store_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/oplog"
	"github.com/fangce/fangce/sync/wire"
)

// deed is something a program does with its store. Once it has returned, it is promised.
type deed struct {
	Do    string   // commit, acknowledge, draft, drop, setting, secret, backup
	N     int64    // first operation of a commit, or the one acknowledged
	IDs   []string // customers of a commit
	Key   string   // of a draft or setting
	Value string
}

// busy does one deed after another with a store, at random, and says before each what it is and afterwards that it is done.
func busy(s *store.Store, rnd *rand.Rand, intent func(deed), done func() bool) error {
	n, err := lastNumber(s)
	if err != nil {
		return err
	}
	for again := true; again; again = done() {
		d := deed{Key: fmt.Sprint("k", rnd.IntN(4)), Value: app.NewID(apptest.Now)}
		switch p := rnd.IntN(100); {
		case p < 50:
			d.Do, d.N = "commit", n+1
			for range 1 + rnd.IntN(3) {
				d.IDs = append(d.IDs, app.NewID(apptest.Now))
			}
			if p > 25 {
				d.Key = "" // no draft used
			}
			n += int64(len(d.IDs))
		case p < 65:
			d.Do = "acknowledge"
			ops, err := s.Pending(ctx, 20)
			if err != nil {
				return err
			}
			if len(ops) == 0 {
				continue
			}
			op := ops[rnd.IntN(len(ops))]
			d.N, d.IDs = op.N, []string{op.ID}
		case p < 85:
			d.Do = "draft"
		case p < 88:
			d.Do = "drop"
		case p < 94:
			d.Do = "setting"
		case p < 99:
			d.Do = "secret"
		default:
			d.Do = "backup"
		}
		intent(d)
		if err := d.with(s); err != nil {
			return fmt.Errorf("%s: %w", d.Do, err)
		}
	}
	return nil
}

func lastNumber(s *store.Store) (n int64, err error) {
	v, err := s.Setting(ctx, "store.n")
	if err == nil && v != "" {
		_, err = fmt.Sscan(v, &n)
	}
	return n, err
}

func (d deed) with(s *store.Store) error {
	switch d.Do {
	case "commit":
		var edits []store.Edit
		for _, id := range d.IDs {
			edits = append(edits, store.Create(app.Customer{ID: id, Name: "客户" + id}))
		}
		use := ctx
		if d.Key != "" {
			use = app.UsingDraft(ctx, d.Key)
		}
		return s.Commit(use, edits...)
	case "acknowledge":
		return s.Acknowledge(ctx, []wire.Result{applied(d.N, d.IDs[0])})
	case "draft":
		return s.SaveDraft(ctx, draft(d.Key, "", d.Value))
	case "drop":
		return s.DropDraft(ctx, d.Key)
	case "setting":
		return s.SetSetting(ctx, d.Key, d.Value)
	case "secret":
		return s.SetSecret(ctx, d.Key, []byte(d.Value))
	case "backup":
		_, err := s.Backup(ctx)
		return err
	}
	return nil
}

// promises are what a store must hold after deeds: the first done of them for sure, the next one perhaps.
type promises struct {
	ops      []string // ids by number, from 1
	acked    map[int64]bool
	drafts   map[string]string
	settings map[string]string
	secrets  map[string]string
}

func promised(deeds []deed) *promises {
	p := &promises{nil, map[int64]bool{}, map[string]string{}, map[string]string{}, map[string]string{}}
	for _, d := range deeds {
		switch d.Do {
		case "commit":
			p.ops = append(p.ops[:d.N-1], d.IDs...)
			delete(p.drafts, d.Key)
		case "acknowledge":
			p.acked[d.N] = true
		case "draft":
			p.drafts[d.Key] = d.Value
		case "drop":
			delete(p.drafts, d.Key)
		case "setting":
			p.settings[d.Key] = d.Value
		case "secret":
			p.secrets[d.Key] = d.Value
		}
	}
	return p
}

// kept checks that an account whose program stopped at any moment holds what was promised. deeds[done], if there is one,
// was under way.
func kept(t *testing.T, dir string, key []byte, deeds []deed, done int) {
	t.Helper()
	sure := promised(deeds[:done])
	perhaps := sure
	if done < len(deeds) {
		perhaps = promised(deeds[:done+1])
	}
	// The log alone has all that is unsent: should the database be lost now, nothing is.
	l, r, err := oplog.Open(logPath(t, dir), key, oplog.Options{})
	if err != nil || r.Damaged > 0 {
		t.Fatalf("the log: %+v, %v", r, err)
	}
	for i := range sure.ops {
		if n := int64(i + 1); !l.Has(n) && !perhaps.acked[n] {
			t.Fatalf("the log lacks operation %d", n)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	s := opened(t, dir, key, store.Options{})
	if _, restored := s.Restored(); restored {
		t.Fatal("the database is taken for an old one")
	}
	if !slices.ContainsFunc([]*promises{sure, perhaps}, func(p *promises) bool { return p.is(t, s) == "" }) {
		t.Fatalf("after %d deeds, %s", done, sure.is(t, s))
	}
	want := numbers(t, s)
	closed(t, s)
	if ns, _ := logged(t, dir, key); !slices.Equal(ns, want) {
		t.Fatalf("logged %v, pending %v", ns, want)
	}
}

// is says in what a store differs from what it must hold, "" if in nothing.
func (p *promises) is(t *testing.T, s *store.Store) string {
	t.Helper()
	rows, err := s.Query(ctx, "SELECT n, id, state, (SELECT count(*) FROM customers c WHERE c.id = o.id) FROM outbox o ORDER BY n")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for i, id := range p.ops {
		state := 0
		if p.acked[int64(i+1)] {
			state = 1
		}
		want = append(want, fmt.Sprintf("%d|%s|%d|1", i+1, id, state))
	}
	if !slices.Equal(rows, want) {
		return fmt.Sprintf("the outbox is\n%v\nwant\n%v", rows, want)
	}
	if n, err := lastNumber(s); err != nil || n != int64(len(p.ops)) {
		return fmt.Sprintf("the last number is %d, want %d (%v)", n, len(p.ops), err)
	}
	for i := range 4 {
		key := fmt.Sprint("k", i)
		d, ok, err := s.Draft(ctx, key)
		if want, there := p.drafts[key]; err != nil || ok != there || string(d.Body) != want {
			return fmt.Sprintf("draft %s is %q, want %q (%v)", key, d.Body, want, err)
		}
		if v, err := s.Setting(ctx, key); err != nil || v != p.settings[key] {
			return fmt.Sprintf("setting %s is %q, want %q (%v)", key, v, p.settings[key], err)
		}
		if v, err := s.Secret(ctx, key); err != nil || string(v) != p.secrets[key] {
			return fmt.Sprintf("secret %s is %q, want %q (%v)", key, v, p.secrets[key], err)
		}
	}
	return ""
}

func (d deed) line() string {
	b, _ := json.Marshal(d)
	return string(b)
}

// proof returns how often to try: few times in a quick run, often where there is time.
func proof(quick, long int) int {
	if os.Getenv("FANGCE_PROOF") != "" {
		return long
	}
	return quick
}
