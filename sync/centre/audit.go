package centre

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/fangce/fangce/app"
)

// What entries of the audit log say was done.
const (
	auditAccount  = "account"  // a person was added or changed, and given a one-time code
	auditImport   = "import"   // an insurer's file was taken in
	auditHandOver = "handover" // cards went to another planner
	auditAdopt    = "adopt"    // rows a restored centre lacked were taken from a laptop
	auditRestore  = "restore"  // the database goes on from a backup
	auditBackup   = "backup"   // a backup was made
	auditRevoke   = "revoke"   // a laptop was taken out of use
	auditWiped    = "wiped"    // a laptop has said that it is wiped
	auditRejoin   = "rejoin"   // a copy of a laptop's disk got an id of its own
	auditEnrol    = "enrol"    // a laptop was bound to a person
	auditRecovery = "recovery" // a request for a data key was decided on
	auditAllot    = "allot"    // an allocation of a month was kept
)

// AuditEntry is one line of the audit log. Hash covers the entry and the hash of the one before it, so that no entry can be
// changed, removed or put in between without changing all that follow; Head and the anchors beside the database say what
// the last one was.
type AuditEntry struct {
	N      int64       `json:"n"` // gapless from 1
	At     app.Instant `json:"at"`
	What   string      `json:"what"`
	Who    string      `json:"who"`    // person id, or the system's account for commands
	Detail string      `json:"detail"` // JSON; ids and counts, never personal data
	Hash   []byte      `json:"hash"`
}

// chained returns the hash of an entry that follows one with the hash prev: SHA-256 over both, each part with its length.
func (e AuditEntry) chained(prev []byte) []byte {
	h := sha256.New()
	for _, part := range []string{
		"fangce/audit/1", string(prev), strconv.FormatInt(e.N, 10), strconv.FormatInt(int64(e.At), 10), e.What, e.Who, e.Detail,
	} {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		_, _ = h.Write(n[:])
		_, _ = h.Write([]byte(part))
	}
	return h.Sum(nil)
}

// chain is how far the audit log has come within a transaction.
type chain struct {
	known    bool // n and hash have been read
	n        int64
	hash     []byte
	written  bool // entries were added
	restored bool // an entry that says that the database goes on from a backup is among them
	from     int64
}

// audit notes in the transaction what was done by whom, "" for whoever runs the program; detail is encoded as JSON and holds
// ids, never personal data.
func (t *txn) audit(what, who string, detail any) error {
	raw, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("centre: audit: %w", err)
	}
	if !t.chain.known {
		if _, err := t.one(`SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1`, nil, &t.chain.n, &t.chain.hash); err != nil {
			return err
		}
		t.chain.known = true
	}
	e := AuditEntry{N: t.chain.n + 1, At: t.now, What: what, Who: cmp.Or(who, t.operator), Detail: string(raw)}
	e.Hash = e.chained(t.chain.hash)
	if err := t.exec(`INSERT INTO audit (n, at, what, who, detail, hash) VALUES (?, ?, ?, ?, ?, ?)`,
		e.N, e.At, e.What, e.Who, e.Detail, e.Hash); err != nil {
		return err
	}
	if what == auditRestore {
		t.chain.restored, t.chain.from = true, t.chain.n
	}
	t.chain.n, t.chain.hash, t.chain.written = e.N, e.Hash, true
	return nil
}

// note adds an entry to the audit log about something that was done outside the database.
func (c *Centre) note(ctx context.Context, what string, detail any) error {
	return c.update(ctx, func(t *txn) error { return t.audit(what, "", detail) })
}
