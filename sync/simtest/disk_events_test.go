package simtest

import (
	"context"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
)

// image is a copy of a laptop's disk.
type image struct {
	of    *laptop
	dir   string
	works []*work // that were on it
	album []copyOf
}

// reenrols is an engine whose account can be enrolled again.
type reenrols interface {
	Reenrol(ctx context.Context, code string) error
}

// staged reports whether the sync shows nothing before it has all.
func staged() bool {
	_, ok := any((*device.Engine)(nil)).(reenrols)
	return ok
}

// renames is a store that can take another identity.
func renames() bool {
	_, ok := any((*store.Store)(nil)).(interface {
		NewDevice(ctx context.Context, deviceID string) error
	})
	return ok
}

// diskEvent lets something happen to a laptop's disk.
func (w *world) diskEvent(l *laptop) {
	switch n := w.rnd.IntN(10); {
	case n < 2:
		w.takeImage(l)
	case n < 4:
		w.startImage()
	case n < 7:
		l.backUp()
	case n < 9:
		l.restore()
	default:
		if len(w.laptops) > 1 {
			l.destroy("destroyed")
			w.buy(l.owner)
		}
	}
}

// takeImage copies the disk of a laptop as it is.
func (w *world) takeImage(l *laptop) {
	if !renames() || !l.ready {
		return
	}
	i := image{of: l, dir: w.path("image-%d", len(w.images))}
	w.must(copyFolder(l.dir, i.dir), "copy a disk")
	for _, k := range w.works {
		if k.on[l] {
			i.works = append(i.works, k)
		}
	}
	for c, on := range w.album.on {
		if on[l] {
			i.album = append(i.album, c)
		}
	}
	w.images = append(w.images, i)
	w.step("the disk of %s is copied", l.name)
	if w.rnd.one(2) {
		w.startImage()
	}
}

// startImage starts a laptop on a copied disk.
func (w *world) startImage() {
	if len(w.images) == 0 || len(w.laptops) > 20 {
		return
	}
	i := pick(w.rnd, w.images)
	l := &laptop{w: w, name: fmt.Sprintf("L%d", len(w.laptops)+1), owner: i.of.owner, ready: true}
	l.dir = w.path("%s-0", l.name)
	w.must(copyFolder(i.dir, l.dir), "copy a disk")
	w.laptops = append(w.laptops, l)
	for _, k := range i.works {
		k.on[l] = true
	}
	for _, c := range i.album {
		w.album.on[c][l] = true
	}
	w.step("%s starts on a copy of the disk of %s", l.name, i.of.name)
	l.open()
	l.learn(true)
}

// backUp makes the store's own backup.
func (l *laptop) backUp() {
	if !l.ready {
		return
	}
	_, err := l.store.Backup(context.Background())
	l.w.must(err, "%s: back up", l.name)
	l.w.step("%s makes a backup", l.name)
}

// restore puts the laptop's newest backup in the place of its database.
func (l *laptop) restore() {
	all, err := store.Backups(l.dir)
	l.w.must(err, "%s: backups", l.name)
	if len(all) == 0 {
		return
	}
	l.w.must(l.store.Close(), "%s: close", l.name)
	_, err = store.Restore(context.Background(), l.dir, template().key, pick(l.w.rnd, all).Name, store.Options{Clock: l.clock})
	l.w.must(err, "%s: restore", l.name)
	l.w.step("%s is restored from a backup of its own", l.name)
	l.open()
	l.learn(true)
	if len(l.had) == 0 {
		return
	}
	d := l.look(record.Kinds())
	for key := range l.had { // what neither the backup nor the restored centre has is gone, but for the work of this laptop
		if _, there := d.rows[key]; !there {
			delete(l.had, key)
		}
	}
}

// living notes what laptops have from the centre, for the day after it is restored: nothing of it may be missing then.
func (w *world) living() {
	for _, l := range w.laptops {
		if !l.alive() {
			continue
		}
		l.had = map[rowKey]held{}
		d := l.look(record.Kinds())
		w.album.survey(l, d)
		for key, row := range d.rows {
			if row.ver > 0 {
				l.had[key] = row
			}
		}
		for key := range d.blank {
			if k := w.works[key]; k != nil {
				delete(k.on, l) // nothing of a card that was handed on stays to be sent again
			}
		}
	}
}

func decodePerson(body string) app.Person {
	var p app.Person
	_, _ = app.KindPerson.Decode(parse(body), &p)
	return p
}
