package disktest

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"github.com/fangce/fangce/app/store/disk"
)

// sector is the unit a disk writes as a whole.
const sector = 512

// Disk is a disk on which recorded steps happen again. What was synced is safe; of the rest any part may be.
type Disk struct {
	dir      string
	steps    []step
	done     int
	promised int
	names    map[string]*content // as programs see them
	safe     map[string]*content // as they are after a power cut
	unsafe   []naming
}

// content is a file, whatever its name.
type content struct {
	safe    []byte
	pending []disk.Event // writes and truncations
}

// naming is a change of names that may be lost. Changes are lost from the last one on.
type naming struct {
	from, to string // to is empty of a removed file; from of a new one
	file     *content
}

// Replay returns a disk that holds what was in a folder when recording began, a copy of which is at start, empty for
// nothing. Paths of the steps lie in dir.
func (r *Recorder) Replay(start, dir string) (*Disk, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	d := &Disk{dir: dir, steps: slices.Clone(r.steps), names: map[string]*content{}, safe: map[string]*content{}}
	if start == "" {
		return d, nil
	}
	files := os.DirFS(start)
	return d, fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, name)
		c := &content{safe: b}
		path := filepath.Join(dir, filepath.FromSlash(name))
		d.names[path], d.safe[path] = c, c
		return err
	})
}

// Advance lets steps happen until n of them have. Steps never happen backwards.
func (d *Disk) Advance(n int) {
	for ; d.done < n; d.done++ {
		d.step(d.steps[d.done])
	}
}

// Promised returns the last promise made.
func (d *Disk) Promised() int { return d.promised }

func (d *Disk) step(s step) {
	switch s.Op {
	case 0:
		d.promised = s.promise
	case disk.Create:
		d.open(s.Path)
	case disk.Write, disk.Truncate:
		c := d.open(s.Path)
		c.pending = append(c.pending, s.Event)
	case disk.Sync:
		d.sync(s.Path)
	case disk.Rename:
		if c := d.names[s.Path]; c != nil {
			delete(d.names, s.Path)
			d.names[string(s.Data)] = c
			d.unsafe = append(d.unsafe, naming{s.Path, string(s.Data), c})
		}
	case disk.Remove:
		if c := d.names[s.Path]; c != nil {
			delete(d.names, s.Path)
			d.unsafe = append(d.unsafe, naming{from: s.Path, file: c})
		}
	}
}

func (d *Disk) open(path string) *content {
	c := d.names[path]
	if c == nil {
		c = new(content)
		d.names[path] = c
		d.unsafe = append(d.unsafe, naming{to: path, file: c})
	}
	return c
}

// sync makes a file safe, with its name if it is new (SQLite syncs the folder of its new files with them), or the names in
// a folder.
func (d *Disk) sync(path string) {
	c := d.names[path]
	if c != nil {
		for _, e := range c.pending {
			c.safe = apply(c.safe, e, func() bool { return true })
		}
		c.pending = nil
	}
	d.unsafe = slices.DeleteFunc(d.unsafe, func(n naming) bool {
		settled := c == nil || n.file == c && n.from == ""
		if settled {
			n.apply(d.safe)
		}
		return settled
	})
}

func (n naming) apply(names map[string]*content) {
	if n.from != "" && names[n.from] == n.file {
		delete(names, n.from)
	}
	if n.to != "" {
		names[n.to] = n.file
	}
}

// Cut writes into a folder what may lie on the disk if the power fails now: of what is not safe, chance says what is
// there, in whole sectors.
func (d *Disk) Cut(chance *rand.Rand, to string) error {
	names := maps.Clone(d.safe)
	for _, n := range d.unsafe[:chance.IntN(len(d.unsafe)+1)] {
		n.apply(names)
	}
	for path, c := range names {
		rel, err := filepath.Rel(d.dir, path)
		if err != nil {
			return err
		}
		path = filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, c.cut(chance), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// cut returns what is left of a file: all, nothing, or most or half of the sectors of what was not synced.
func (c *content) cut(chance *rand.Rand) []byte {
	b := slices.Clone(c.safe)
	keep := []func() bool{
		func() bool { return true },
		func() bool { return false },
		func() bool { return chance.IntN(10) > 0 },
		func() bool { return chance.IntN(2) > 0 },
	}[chance.IntN(4)]
	for _, e := range c.pending {
		b = apply(b, e, keep)
	}
	return b
}

// apply does a step to the bytes of a file, so far as its sectors are kept.
func apply(b []byte, e disk.Event, keep func() bool) []byte {
	if e.Op == disk.Truncate {
		if !keep() {
			return b
		}
		return resize(b, e.Off)
	}
	for at := int64(0); at < int64(len(e.Data)); {
		to := e.Off + at
		n := min(sector-to%sector, int64(len(e.Data))-at)
		if keep() {
			b = resize(b, max(int64(len(b)), to+n))
			copy(b[to:], e.Data[at:at+n])
		}
		at += n
	}
	return b
}

func resize(b []byte, n int64) []byte {
	if n <= int64(len(b)) {
		return b[:n]
	}
	return append(b, make([]byte, n-int64(len(b)))...)
}
