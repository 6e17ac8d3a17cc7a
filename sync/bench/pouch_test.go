package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/simtest/line"
)

// envPouch names the folder in which the packages of pouch/package.json are installed; scripts/syncbench.sh does that.
const envPouch = "FANGCE_POUCH"

// BenchmarkPouch lets PouchDB fetch the same documents from express-pouchdb into an empty database, LevelDB on disk at both
// ends, and the laptop its first sync; they take turns. PouchDB is measured as it comes (batches of 100 documents).
func BenchmarkPouch(b *testing.B) {
	if os.Getenv(envPouch) == "" {
		b.Skip(envPouch + " is not set")
	}
	o := open(b, portfolio(b.Context(), large))
	p := servePouch(b, large)
	for _, c := range lines {
		b.Run(c.name, func(b *testing.B) {
			o.b = b
			var ours, theirs, times, ourBytes, theirBytes []float64
			for b.Loop() {
				w := dial(b, c.line, o)
				l := o.laptop(planner, w.Addr())
				_, before := w.Bytes()
				_, took := l.sync()
				_, after := w.Bytes()
				l.close()
				docs, ms, down := p.pull(b, c.line)
				if docs != p.docs {
					b.Fatalf("PouchDB fetched %d documents of %d", docs, p.docs)
				}
				ours, theirs, times = append(ours, took.Seconds()), append(theirs, ms/1000), append(times, ms/1000/took.Seconds())
				ourBytes, theirBytes = append(ourBytes, float64(after-before)/1e6), append(theirBytes, float64(down)/1e6)
			}
			b.ReportMetric(median(ours), "s")
			b.ReportMetric(median(theirs), "pouch-s")
			b.ReportMetric(median(times), "times-faster")
			b.ReportMetric(median(ourBytes), "MB")
			b.ReportMetric(median(theirBytes), "pouch-MB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// pouch is an express-pouchdb that holds the documents of a portfolio.
type pouch struct {
	host string
	docs int
}

func servePouch(b *testing.B, p apptest.Portfolio) pouch {
	b.Helper()
	dir := b.TempDir()
	file := filepath.Join(dir, "documents")
	out := pouch{docs: writeDocuments(b, p, file)}
	folder := filepath.Join(dir, "server")
	if err := os.Mkdir(folder, 0o700); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command("node", "pouch/serve.js", folder, file)
	said, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	text, err := bufio.NewReader(said).ReadString('\n')
	at, bad := url.Parse(strings.TrimPrefix(strings.TrimSpace(text), "listening "))
	if err != nil || bad != nil || at.Host == "" {
		b.Fatalf("express-pouchdb said %q, %v", text, err)
	}
	go func() { _, _ = io.Copy(io.Discard, said) }()
	out.host = at.Host
	return out
}

// writeDocuments writes the rows a laptop would get as documents, one a line.
func writeDocuments(b *testing.B, p apptest.Portfolio, file string) (docs int) {
	b.Helper()
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	for i := range p.Customers {
		for _, v := range p.Card(i) {
			k := record.Of(v)
			doc := map[string]any{
				"_id": k.Name + "/" + k.ID(v), "kind": k.Name, "stream": app.SeatStream(apptest.Planner), "by": apptest.Planner,
				"at": apptest.Now.UnixMilli(), "body": k.Encode(v),
			}
			if err := e.Encode(doc); err != nil {
				b.Fatal(err)
			}
			docs++
		}
	}
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	return docs
}

// pull has an empty PouchDB fetch everything over a line.
func (p pouch) pull(b *testing.B, cfg line.Config) (docs int, ms float64, down int64) {
	b.Helper()
	w, err := line.New(cfg.To(p.host))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	batch := "100"
	if n := os.Getenv(envPouch + "_BATCH"); n != "" {
		batch = n
	}
	cmd := exec.Command("node", "pouch/pull.js", b.TempDir(), fmt.Sprintf("http://%s/cards", w.Addr()), batch)
	cmd.Stderr = os.Stderr
	raw, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	var said struct {
		Docs int     `json:"docs"`
		MS   float64 `json:"ms"`
	}
	if err := json.Unmarshal(raw, &said); err != nil {
		b.Fatalf("%s: %v", raw, err)
	}
	_, down = w.Bytes()
	return said.Docs, said.MS, down
}
