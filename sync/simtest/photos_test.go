package simtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// contentChunk is how much of a content travels at a time, so that photos of some ten thousand bytes are cut.
const contentChunk = 8 << 10

// copyOf names what one person has put on cards of one content.
type copyOf struct{ sha, person string }

// album is what is known of photos, and of the small pictures of them.
type album struct {
	taken  bool // there are any in this run
	rnd    chance
	bytes  map[string][]byte
	shas   []string                    // in the order they were made
	on     map[copyOf]map[*laptop]bool // where one must be until the centre has it from that person
	lost   map[copyOf]bool             // all laptops it was on are gone
	knows  map[copyOf]bool             // who has had a content before the eyes by right
	pieces map[copyOf]bool             // requests of contents that were answered, and judged
}

func (w *world) newAlbum() album {
	rnd := newChance(w.seed, 3)
	return album{
		taken: w.focus.name == "photos" || rnd.one(4), rnd: rnd, bytes: map[string][]byte{}, on: map[copyOf]map[*laptop]bool{},
		lost: map[copyOf]bool{}, knows: map[copyOf]bool{}, pieces: map[copyOf]bool{},
	}
}

// content returns bytes nobody has seen before, and sometimes those of a photo there is already.
func (a *album) content(person string, most int) ([]byte, string) {
	var b []byte
	if len(a.shas) > 0 && a.rnd.one(6) {
		b = a.bytes[pick(a.rnd, a.shas)]
	}
	if len(b) == 0 || len(b) > most {
		b = make([]byte, a.rnd.between(1, most))
		for i := range b {
			b[i] = byte(a.rnd.Uint32())
		}
	}
	sum := sha256.Sum256(b)
	sha := hex.EncodeToString(sum[:])
	if a.bytes[sha] == nil {
		a.bytes[sha] = b
		a.shas = append(a.shas, sha)
	}
	a.knows[copyOf{sha, person}] = true
	return b, sha
}

// photo puts a photo on a card.
func (l *laptop) photo(id string) {
	w := l.w
	a := &w.album
	row := app.Attachment{
		ID: app.NewID(l.clock()), CustomerID: id, Name: w.value("照片") + ".jpg", Mime: app.MimeJPEG, AddedAt: l.store.Clock().Now(), PersonID: l.owner.id,
	}
	content, sha := a.content(l.owner.id, 30_000)
	row.Sha, row.Size = sha, int64(len(content))
	var thumb []byte
	if !a.rnd.one(4) {
		thumb, row.Thumb = a.content(l.owner.id, 3000)
		row.ThumbSize = int64(len(thumb))
	}
	if row.Thumb == row.Sha {
		row.Thumb, row.ThumbSize, thumb = "", 0, nil
	}
	l.save("takes a photo", "attachment "+row.ID, func() error { return l.store.Attach(context.Background(), row, content, thumb) })
}

// pry names a content somebody else has put on a card, as a program made for that would.
func (l *laptop) pry(id string) {
	a := &l.w.album
	if len(a.shas) == 0 {
		return
	}
	sha := pick(a.rnd, a.shas)
	if a.knows[copyOf{sha, l.owner.id}] {
		return
	}
	l.commit("names somebody else's photo", store.Create(app.Attachment{
		ID: app.NewID(l.clock()), CustomerID: id, Name: l.w.value("照片") + ".jpg", Mime: app.MimeJPEG, Sha: sha, Size: int64(len(a.bytes[sha])),
		AddedAt: l.store.Clock().Now(), PersonID: l.owner.id,
	}))
}

// attachments returns what the laptop shows on the cards there are.
func (l *laptop) attachments() []app.AttachmentView {
	var out []app.AttachmentView
	for _, id := range l.w.cards {
		list, err := l.store.AttachmentsOf(context.Background(), id)
		l.w.must(err, "%s: attachments", l.name)
		out = append(out, list...)
	}
	return out
}

// lookAt opens photos: their contents are wanted on this laptop, now or with the next round.
func (l *laptop) lookAt(all bool) {
	w := l.w
	for _, v := range l.attachments() {
		if !all && !w.album.rnd.one(3) {
			continue
		}
		if all || l.typing || w.album.rnd.one(2) {
			w.must(l.store.WantBlob(context.Background(), v.Sha), "%s: want", l.name)
			continue
		}
		err := l.engine.FetchBlob(context.Background(), v.Sha)
		w.step("%s opens photo %s: %v", l.name, v.ID, said(err))
		if w.fault != "" {
			w.fail("%s", w.fault)
		}
	}
}

// picture is what a planner does with photos.
func (l *laptop) picture(id string) {
	switch n := l.w.album.rnd.IntN(10); {
	case n < 7:
		l.photo(id)
	case n < 8:
		l.pry(id)
	default:
		l.lookAt(false)
	}
}

// picturing takes photos, looks at them, and hands cards on while they travel.
func (w *world) picturing(able []*laptop) {
	l := pick(w.rnd, able)
	switch n := w.rnd.IntN(40); {
	case n < 14:
		if id := l.card(); id != "" && l.ready && l.owner.is(app.RolePlanner) {
			l.picture(id)
		}
	case n < 30:
		_, _ = l.sync()
	case n < 33:
		w.handTo(w.cards[:w.rnd.between(1, min(2, len(w.cards)))], pick(w.rnd, w.planners()).id)
	case n < 35:
		l.kill()
	case n < 37:
		w.office.backUp()
	case n < 39:
		w.office.restore()
	default:
		w.revoke()
	}
}

// attached notes that an operation that is on the laptop's disk has brought contents with it.
func (l *laptop) attached(op *wire.Op) {
	if op.Kind != app.KindAttachment.Name {
		return
	}
	a := &l.w.album
	for _, name := range []string{"sha", "thumb"} {
		c := copyOf{strings.Trim(string(op.Set[name]), `"`), l.owner.id}
		if !a.knows[c] {
			continue // none, or somebody else's
		}
		if a.on[c] == nil {
			a.on[c] = map[*laptop]bool{}
		}
		a.on[c][l] = true
		delete(a.lost, c)
	}
}

// holds reports whether the centre has a content whole, and from somebody who has had it.
func (o *office) holds(c copyOf) bool {
	if _, err := os.Stat(o.content(c.sha)); err != nil {
		return false
	}
	n := 0
	o.each("SELECT count(*) FROM blob WHERE sha = ?", []any{c.sha}, []any{&n}, func() {})
	return n > 0
}

// believes reports whether the centre knows that a person has had a content, and lets others fetch it for that.
func (o *office) believes(c copyOf) bool {
	n := 0
	o.each("SELECT count(*) FROM blob WHERE sha = ? AND person = ?", []any{c.sha, c.person}, []any{&n}, func() {})
	return n > 0
}

func (o *office) content(sha string) string {
	return centre.BlobsOf(o.path) + "/" + sha[:2] + "/" + sha
}

// read returns a content that is on the laptop, nil if it is not.
func (l *laptop) read(sha string) []byte {
	r, err := l.store.OpenBlob(context.Background(), sha)
	if app.Code(err) == app.ErrNotFound {
		return nil
	}
	l.w.must(err, "%s: open photo", l.name)
	b, err := io.ReadAll(r)
	_ = r.Close()
	l.w.must(err, "%s: read photo", l.name)
	return b
}

// keeps checks that what was put on cards here, and the centre has not got, is here.
func (l *laptop) keeps() {
	a := &l.w.album
	for c, on := range a.on {
		if on[l] && !l.w.office.holds(c) && !bytes.Equal(l.read(c.sha), a.bytes[c.sha]) {
			l.w.fail("%s has lost photo %s, which is not at the centre", l.name, c.sha)
		}
	}
}

// without notes that a laptop and all on it is gone.
func (a *album) without(l *laptop, drained bool) {
	for _, c := range a.copies() {
		on := a.on[c]
		if !on[l] {
			continue
		}
		delete(on, l)
		if l.w.office.holds(c) {
			continue
		}
		if drained && l.w.office.names(c) {
			l.w.fail("%s was wiped with photo %s, which the centre waits for", l.name, c.sha)
		}
		a.lost[c] = a.lost[c] || len(on) == 0
	}
}

func (a *album) copies() []copyOf {
	return slices.SortedFunc(maps.Keys(a.on), func(a, b copyOf) int { return strings.Compare(a.sha+a.person, b.sha+b.person) })
}

// names reports whether the centre has a row of a person that names a content.
func (o *office) names(c copyOf) (there bool) {
	n := 0
	o.each(`SELECT count(*) FROM row WHERE kind = 'attachment' AND json_extract(body, '$.person_id') = ?
		AND ? IN (json_extract(body, '$.sha'), json_extract(body, '$.thumb'))`, []any{c.person, c.sha}, []any{&n}, func() { there = n > 0 })
	return there
}

// survey notes, before the centre is restored, what photos that were taken on a laptop are still on it: what the centre
// loses has to come from there.
func (a *album) survey(l *laptop, d *dump) {
	for c, on := range a.on {
		if on[l] && !d.own[c.sha] {
			if !l.w.office.holds(c) {
				l.w.fail("%s has lost photo %s, which is not at the centre", l.name, c.sha)
			}
			delete(on, l)
			a.lost[c] = a.lost[c] || len(on) == 0
		}
	}
}
