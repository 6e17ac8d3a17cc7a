package centre

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
)

// AuditLog calls f for every entry of the audit log, oldest first, with the person it names; that is nobody where it names
// none.
func (c *Centre) AuditLog(ctx context.Context, f func(AuditEntry, app.Person) error) error {
	return c.view(ctx, func(t *txn) error {
		people := map[string]app.Person{}
		return t.eachAudit(func(e AuditEntry) error {
			p, known := people[e.Who]
			if !known {
				var err error
				if p, err = t.person(e.Who); err != nil {
					return err
				}
				people[e.Who] = p
			}
			return f(e, p)
		})
	})
}

func (t *txn) eachAudit(f func(AuditEntry) error) error {
	return t.each(`SELECT n, at, what, who, detail, hash FROM audit ORDER BY n`, nil, func(rows *sql.Rows) error {
		var e AuditEntry
		if err := rows.Scan(&e.N, &e.At, &e.What, &e.Who, &e.Detail, &e.Hash); err != nil {
			return err
		}
		return f(e)
	})
}

// AuditReport says whether the audit log is as it was written.
type AuditReport struct {
	Entries  int64
	Head     []byte   // hash of the last entry
	Anchors  int      // that the log was compared with
	Restores int      // how often the database went on from a backup
	Findings []string // in Chinese; none if all is well
}

func (r *AuditReport) found(format string, args ...any) {
	const most = 100
	if len(r.Findings) < most {
		r.Findings = append(r.Findings, fmt.Sprintf(format, args...))
	}
}

// VerifyAudit compares the audit log with itself and with a file of anchors, "" for the one beside the database. An entry
// that was changed, removed or put in breaks the chain; a chain that was made anew, or lost its end, has not the hashes of
// the anchors. Whoever can write both can hide what was done since the last anchor that is kept elsewhere, such as in the
// structured log: give a copy of that.
func (c *Centre) VerifyAudit(ctx context.Context, anchorFile string) (AuditReport, error) {
	if anchorFile == "" {
		anchorFile = c.anchors.path
	}
	known, err := readAnchors(anchorFile)
	if err != nil {
		return AuditReport{}, err
	}
	return c.verifyAudit(ctx, known)
}

func (c *Centre) verifyAudit(ctx context.Context, known anchorList) (AuditReport, error) {
	r := AuditReport{Anchors: len(known.lines), Restores: len(known.restores)}
	after := map[int64]bool{} // entries that must say that the database went on from a backup
	for _, n := range known.restores {
		after[n+1] = true
	}
	at := map[int64][]byte{}
	var prev AuditEntry
	err := c.view(ctx, func(t *txn) error {
		return t.eachAudit(func(e AuditEntry) error {
			switch {
			case e.N != prev.N+1:
				r.found("第 %d 条之前缺少 %d 条", e.N, e.N-prev.N-1)
			case !bytes.Equal(e.Hash, e.chained(prev.Hash)):
				r.found("第 %d 条与哈希链不符：它或它之前的内容被改动过", e.N)
			}
			if after[e.N] && e.What != auditRestore {
				r.found("第 %d 条应当是从备份恢复的记录", e.N)
			}
			if known.wanted[e.N] {
				at[e.N] = e.Hash
			}
			r.Entries++
			prev = e
			return nil
		})
	})
	if err != nil {
		return r, err
	}
	r.Head = prev.Hash
	known.compare(at, prev.N, &r)
	return r, nil
}

// anchorList is a file of anchors.
type anchorList struct {
	missing  bool
	torn     []int // numbers of lines that cannot be read
	lines    []anchorLine
	restores []int64
	revoked  map[string]string // laptops that were taken out of use, with the states they got
	wanted   map[int64]bool
}

type anchorLine struct {
	n    int64
	hash []byte
	old  bool // the database went on from a backup that was older
}

func readAnchors(path string) (anchorList, error) {
	list := anchorList{wanted: map[int64]bool{}, revoked: map[string]string{}}
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		list.missing = true
		return list, nil
	}
	if err != nil {
		return list, err
	}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for i := 1; lines.Scan(); i++ {
		if !list.add(strings.Fields(lines.Text())) {
			list.torn = append(list.torn, i)
		}
	}
	return list, lines.Err()
}

// add takes in the words of a line and reports whether they are one.
func (l *anchorList) add(words []string) bool {
	if len(words) == 2 && words[0] == "restored" {
		from, err := strconv.ParseInt(words[1], 10, 64)
		for i := range l.lines {
			l.lines[i].old = l.lines[i].old || l.lines[i].n > from
		}
		l.restores = append(l.restores, from)
		return err == nil
	}
	if len(words) != 3 {
		return false
	}
	if words[0] == "revoked" {
		if worse(words[2], l.revoked[words[1]]) {
			l.revoked[words[1]] = words[2]
		}
		return true
	}
	n, err := strconv.ParseInt(words[0], 10, 64)
	hash, bad := hex.DecodeString(words[2])
	l.lines = append(l.lines, anchorLine{n: n, hash: hash})
	l.wanted[n] = true
	return err == nil && bad == nil
}

// compare holds the anchors against the hashes of the entries they speak of; last is the number of the last entry.
func (l anchorList) compare(at map[int64][]byte, last int64, r *AuditReport) {
	if l.missing && last > 0 {
		r.found("找不到锚定文件，无法判断日志尾部是否完整")
	}
	for _, line := range l.torn {
		r.found("锚定文件第 %d 行无法识别", line)
	}
	var lost int64
	for _, a := range l.lines {
		switch {
		case a.old:
		case a.n > last:
			lost = max(lost, a.n)
		case !bytes.Equal(at[a.n], a.hash):
			r.found("第 %d 条与锚定时不同", a.n)
		}
	}
	for _, from := range l.restores {
		if last <= from {
			r.found("第 %d 条应当是从备份恢复的记录", from+1)
		}
	}
	if lost > 0 {
		r.found("日志曾到第 %d 条，现在只有 %d 条：尾部被删除", lost, last)
	}
}
