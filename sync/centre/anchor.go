package centre

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"sync"
)

// anchorSync is after how many anchors their file is put on the disk for certain. Until then only a crash of the whole
// machine can lose some, which makes the file older, not wrong.
const anchorSync = 16

// anchors is the file beside the database that says how far the audit log had come: a line "n at hash" per transaction that
// added to it, "restored n" where the database goes on from a backup that held n entries, and "revoked laptop state" for each
// laptop that is taken out of use, so that the order outlasts the database. It is only ever appended to, also by several
// processes at once.
type anchors struct {
	path string
	mu   sync.Mutex
	file *os.File
	n    int
}

// AnchorsOf returns the file beside a database that holds its anchors.
func AnchorsOf(path string) string { return path + ".audit" }

// append writes a line; lasting waits until it is on the disk.
func (a *anchors) append(line string, lasting bool) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.file == nil {
		f, err := os.OpenFile(a.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		a.file = f
	}
	if _, err := a.file.WriteString(line); err != nil {
		return err
	}
	if a.n++; lasting || a.n >= anchorSync {
		a.n = 0
		return a.file.Sync()
	}
	return nil
}

func (a *anchors) close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.file == nil {
		return nil
	}
	f := a.file
	a.file = nil
	if a.n > 0 {
		if err := f.Sync(); err != nil {
			_ = f.Close()
			return err
		}
	}
	return f.Close()
}

// anchor notes how far the log has come with a transaction that was committed. The work is done, so that a file that cannot
// be written is reported and nothing else.
func (c *Centre) anchor(t *txn) {
	if !t.chain.written {
		return
	}
	line := fmt.Sprintf("%d %d %s\n", t.chain.n, t.now, hex.EncodeToString(t.chain.hash))
	if t.chain.restored {
		line = fmt.Sprintf("restored %d\n", t.chain.from) + line
	}
	for _, r := range t.revoked {
		line += "revoked " + r[0] + " " + r[1] + "\n"
	}
	if err := c.anchors.append(line, t.chain.restored || len(t.revoked) > 0); err != nil {
		c.log.Error("audit anchor", "error", err)
	}
	c.log.Info("audit", "n", t.chain.n, "hash", hex.EncodeToString(t.chain.hash))
}

// AnchorAudit notes how far the audit log has come beside the database and in the structured log, and waits until that is on
// the disk. Whoever serves calls it at the start and from time to time.
func (c *Centre) AnchorAudit(ctx context.Context) error {
	var e AuditEntry
	var found bool
	err := c.view(ctx, func(t *txn) (err error) {
		e.At = t.now
		found, err = t.one(`SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1`, nil, &e.N, &e.Hash)
		return err
	})
	if err != nil || !found {
		return err
	}
	c.log.Info("audit", "n", e.N, "hash", hex.EncodeToString(e.Hash))
	return c.anchors.append(fmt.Sprintf("%d %d %s\n", e.N, e.At, hex.EncodeToString(e.Hash)), true)
}
