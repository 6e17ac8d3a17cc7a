package centre

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fangce/fangce/app"
)

// damagedEnd ends the name of a file that was found not to be the content its name says.
const damagedEnd = ".damaged"

// copyContents brings the contents of attachments a database speaks of from one folder into another, where they are not
// there yet, and says how many there are and how many the first folder lacks. With link, a folder of another backup beside
// the second one may share its files: they never change. Every content is checked against its name, also one that is there:
// a disk may have damaged it.
func copyContents(ctx context.Context, database, from, to string, link bool) (have, missing int, err error) {
	names, err := contents(ctx, database)
	if err != nil {
		return 0, 0, err
	}
	var others []string
	if link {
		if others, err = filepath.Glob(filepath.Join(filepath.Dir(to), BlobsOf("*"))); err != nil {
			return 0, 0, err
		}
	}
	for _, sha := range names {
		if ctx.Err() != nil {
			return have, missing, ctx.Err()
		}
		switch err := copyContent(sha, from, to, others); {
		case errors.Is(err, fs.ErrNotExist):
			missing++
		case err != nil:
			return have, missing, err
		default:
			have++
		}
	}
	return have, missing, nil
}

// contents returns the names of the contents a database says that somebody has sent whole.
func contents(ctx context.Context, database string) ([]string, error) {
	db, err := connectTo(database, "?mode=ro&immutable=1")
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(ctx, `SELECT DISTINCT sha FROM blob ORDER BY sha`)
	if err != nil {
		return nil, fmt.Errorf("centre: contents: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var names []string
	for rows.Next() {
		var sha string
		if err := rows.Scan(&sha); err != nil {
			return nil, err
		}
		if len(sha) != 2*sha256.Size {
			return nil, app.Errorf(app.ErrDamaged, "附件清单已损坏")
		}
		names = append(names, sha)
	}
	return names, rows.Err()
}

func copyContent(sha, from, to string, others []string) error {
	path := filepath.Join(to, sha[:2], sha)
	if same, err := isContent(path, sha); err == nil && same {
		return nil
	} else if err == nil {
		// Laptops that have it can send it again only where none is.
		if err := os.Rename(path, path+damagedEnd); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	info, err := os.Stat(filepath.Join(from, sha[:2], sha))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	for _, other := range others {
		old := filepath.Join(other, sha[:2], sha)
		if same, err := os.Stat(old); err == nil && same.Size() == info.Size() && other != from {
			if whole, err := isContent(old, sha); err == nil && whole && os.Link(old, path) == nil {
				return nil
			}
		}
	}
	partial := path + partialEnd
	if err := copyFile(filepath.Join(from, sha[:2], sha), partial); err != nil {
		return err
	}
	same, err := isContent(partial, sha)
	if err == nil && !same {
		err = app.Errorf(app.ErrDamaged, "附件 %s 的内容已损坏", sha[:12])
	}
	if err != nil {
		return errors.Join(err, os.Remove(partial))
	}
	if err := os.Rename(partial, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// copyFile copies a file and waits until the copy is on the disk; a file of that name is replaced.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}
