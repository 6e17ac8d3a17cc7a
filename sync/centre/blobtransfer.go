package centre

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Bounds of contents under way.
const (
	partLife  = 7 * 24 * time.Hour     // of one to which nothing is added
	partQuota = 8 * app.MaxAttachment  // bytes a person may have under way
	partSweep = app.Instant(3_600_000) // how often old ones are looked for, milliseconds
)

var (
	// errNoBlob answers for contents that are not here and for those that are nobody's business alike.
	errNoBlob = &problem{status: http.StatusNotFound, Problem: wire.Problem{Code: app.ErrNotFound, Message: "中心没有这个附件的内容"}}
	errHash   = &problem{status: http.StatusUnprocessableEntity, Problem: wire.Problem{Code: wire.CodeHash, Message: "收到的内容与附件不符，请重新发送"}}
	errQuota  = &problem{status: http.StatusUnprocessableEntity, Problem: wire.Problem{Code: app.ErrRefused, Message: "未传完的附件过多，请先传完其中一些"}}
)

// blobState is how far a content has come.
type blobState struct{ offset, size int64 }

// blobOffset returns how much of a content the person has sent; all of it once it is whole and he has shown that he has it.
func (c *Centre) blobOffset(ctx context.Context, p app.Person, sha string) (blobState, error) {
	right, err := c.blobRightOf(ctx, p, sha)
	if err != nil {
		return blobState{}, err
	}
	if !right.send && !right.fetch {
		return blobState{}, errNoBlob
	}
	return c.blobReached(ctx, p, sha, right)
}

func (c *Centre) blobRightOf(ctx context.Context, p app.Person, sha string) (right blobRight, err error) {
	if !app.ValidSha(sha) {
		return right, errNoBlob
	}
	err = c.view(ctx, func(t *txn) error {
		right, err = t.blobRight(p, sha)
		return err
	})
	return right, err
}

func (c *Centre) blobReached(ctx context.Context, p app.Person, sha string, right blobRight) (blobState, error) {
	whole, err := c.blobs.whole(sha)
	if err != nil {
		return blobState{}, err
	}
	if whole && (right.proven || right.fetch) {
		if right.own && !right.proven { // what he may fetch he has
			err = c.update(ctx, func(t *txn) error { return t.vouch(sha, []string{p.ID}) })
		}
		size, sizeErr := length(c.blobs.path(sha))
		if err == nil {
			err = sizeErr
		}
		return blobState{size, size}, err
	}
	n, err := length(c.blobs.part(sha, p.ID))
	return blobState{n, right.size}, err
}

// takeChunk adds a chunk to what the person has sent of a content. The answer to the last one comes once the content is
// verified and lies on the disk. A chunk of a content that is whole already changes nothing, so that a lost answer costs
// nothing.
func (c *Centre) takeChunk(ctx context.Context, p app.Person, sha string, off int64, chunk []byte) (blobState, error) {
	right, err := c.blobRightOf(ctx, p, sha)
	if err != nil {
		return blobState{}, err
	}
	switch {
	case !right.send:
		return blobState{}, errNoBlob
	case right.size <= 0 || right.size > app.MaxAttachment:
		return blobState{}, errTooLarge
	}
	if err := c.dropOldParts(ctx); err != nil {
		return blobState{}, err
	}
	unlock := c.blobs.lock(sha)
	defer unlock()
	at, err := c.blobReached(ctx, p, sha, right)
	if err != nil || at.offset == at.size {
		return at, err
	}
	switch {
	case off != at.offset:
		return at, &problem{status: http.StatusConflict, Problem: wire.Problem{
			Code: wire.CodeOffset, Expected: at.offset, Message: "附件内容没有接上，请从中断处继续",
		}}
	case off+int64(len(chunk)) > at.size:
		return at, invalid("body", "附件内容比登记的长")
	}
	if err := c.underWay(ctx, p, sha, at.size); err != nil {
		return at, err
	}
	part := c.blobs.part(sha, p.ID)
	if err := c.blobs.add(part, off, chunk); err != nil {
		return at, err
	}
	if at.offset += int64(len(chunk)); at.offset < at.size {
		return at, nil
	}
	same, err := c.blobs.finish(sha, part)
	if err != nil {
		return at, err
	}
	err = c.update(ctx, func(t *txn) error {
		if err := t.exec(`DELETE FROM blob_part WHERE sha = ? AND person = ?`, sha, p.ID); err != nil || !same {
			return err
		}
		return t.vouch(sha, right.vouched)
	})
	if err == nil && !same {
		err = errHash
	}
	return at, err
}

// underWay notes that a content is being sent, within what its sender may have under way.
func (c *Centre) underWay(ctx context.Context, p app.Person, sha string, size int64) error {
	return c.update(ctx, func(t *txn) error {
		var others int64
		if _, err := t.one(`SELECT coalesce(sum(size), 0) FROM blob_part WHERE person = ? AND sha <> ?`, []any{p.ID, sha}, &others); err != nil {
			return err
		}
		if others+size > partQuota {
			return errQuota
		}
		return t.exec(`INSERT INTO blob_part (sha, person, size, at) VALUES (?, ?, ?, ?)
			ON CONFLICT (sha, person) DO UPDATE SET size = excluded.size, at = excluded.at`, sha, p.ID, size, t.now)
	})
}

// dropOldParts removes, now and then, what nobody has added to for long.
func (c *Centre) dropOldParts(ctx context.Context) error {
	now := c.clock.Now()
	if last := c.blobs.swept.Load(); now-app.Instant(last) < partSweep || !c.blobs.swept.CompareAndSwap(last, int64(now)) {
		return nil
	}
	type part struct{ sha, person string }
	var old []part
	before := int64(now) - partLife.Milliseconds()
	err := c.view(ctx, func(t *txn) error {
		return t.each(`SELECT sha, person FROM blob_part WHERE at < ?`, []any{before}, func(rows *sql.Rows) error {
			var o part
			err := rows.Scan(&o.sha, &o.person)
			old = append(old, o)
			return err
		})
	})
	for _, o := range old {
		if err == nil {
			err = c.dropPart(ctx, o.sha, o.person, before)
		}
	}
	return err
}

// dropPart removes what a person has sent of a content, unless something was added since.
func (c *Centre) dropPart(ctx context.Context, sha, person string, before int64) error {
	unlock := c.blobs.lock(sha)
	defer unlock()
	return c.update(ctx, func(t *txn) error {
		var n int
		old, err := t.one(`SELECT 1 FROM blob_part WHERE sha = ? AND person = ? AND at < ?`, []any{sha, person, before}, &n)
		if err != nil || !old {
			return err
		}
		if err := os.Remove(c.blobs.part(sha, person)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return t.exec(`DELETE FROM blob_part WHERE sha = ? AND person = ?`, sha, person)
	})
}
