package simtest

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// handedOut judges an answer of the centre with a piece of a content: whoever gets it must be able to see a row that names
// it, of somebody who has had it.
func (w *world) handedOut(req *http.Request, status int) {
	l, ok := req.Context().Value(fromLaptop{}).(*laptop)
	sha, is := strings.CutPrefix(req.URL.Path, wire.PathBlobs+"/")
	if !ok || !is || req.Method != http.MethodGet || status != http.StatusPartialContent {
		return
	}
	c := copyOf{sha, l.owner.id}
	if w.album.knows[c] {
		return
	}
	rows := w.office.rows()
	streams := granted(l.owner.id, rows)
	for key, row := range rows {
		if key.kind != app.KindAttachment.Name || !streams[row.stream] || !strings.Contains(row.body, sha) {
			continue
		}
		if w.album.knows[copyOf{sha, parse(row.body).Text("person_id")}] {
			w.album.knows[c] = true
			return
		}
	}
	w.fail("%s is given photo %s, which nobody has shown to %s", l.name, sha, l.owner.no)
}

// fromLaptop is the key of the laptop in the context of its requests.
type fromLaptop struct{}

// pictured checks that every photo whose row is at the centre is there, and on every laptop that shows the row.
func (w *world) pictured() {
	a := &w.album
	if !a.taken {
		return
	}
	rows := w.office.rows()
	for _, key := range sorted(rows) {
		if key.kind != app.KindAttachment.Name {
			continue
		}
		body := parse(rows[key].body)
		for _, name := range []string{"sha", "thumb"} {
			c := copyOf{body.Text(name), body.Text("person_id")}
			if a.on[c] == nil {
				continue // none, or one its author never had
			}
			if !w.office.holds(c) {
				if !a.lost[c] && (len(a.on[c]) > 0 || w.office.restores == 0) { // else a restored centre lost what is nowhere else
					w.fail("photo %s of attachment %s is not at the centre; it was on %d laptops", c.sha, key.id, len(a.on[c]))
				}
				continue
			}
			if b, err := os.ReadFile(w.office.content(c.sha)); err != nil || !bytes.Equal(b, a.bytes[c.sha]) {
				w.fail("photo %s at the centre is another: %v", c.sha, err)
			}
			if w.office.believes(c) {
				w.shown(key.id, c.sha)
			}
		}
	}
}

// shown checks that a photo is on every laptop that has the row.
func (w *world) shown(id, sha string) {
	for _, l := range w.laptops {
		if !l.alive() {
			continue
		}
		if _, err := l.store.Attachment(context.Background(), id); app.Code(err) == app.ErrNotFound {
			continue
		}
		if !bytes.Equal(l.read(sha), w.album.bytes[sha]) {
			w.fail("%s shows attachment %s without photo %s", l.name, id, sha)
		}
	}
}
