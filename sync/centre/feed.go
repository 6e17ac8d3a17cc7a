package centre

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"strconv"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// room is what a page can still hold.
type room struct {
	entries int
	bytes   int
}

func (r *room) full() bool { return r.entries <= 0 || r.bytes <= 0 }

// feed writes the lines of the rows of a stream and what left it behind a cursor, in the order of seq, while there is room. It returns
// the cursor that follows them, and whether there is more. A laptop that starts with the stream is told what left it before,
// too: it may have made some of it itself.
func (t *txn) feed(stream string, cursor int64, left *room, w *bytes.Buffer) (last int64, more bool, err error) {
	head, err := t.head(stream)
	if err != nil || cursor >= head {
		return head, false, err
	}
	if left.full() {
		return cursor, true, nil
	}
	if err := t.nameDevices(); err != nil {
		return 0, false, err
	}
	f := &feeding{stream: stream, last: cursor, left: left, w: w, rows: newRowWriter(stream, t.devices)}
	if f.leaves, err = t.leavesSince(stream, cursor, left.entries+1); err != nil {
		return 0, false, err
	}
	err = t.each(`SELECT seq, kind, id, ver, body, author, at, device FROM row WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?`,
		[]any{stream, cursor, left.entries + 1}, f.row)
	if err == nil {
		err = f.leavesBefore(head + 1)
	}
	if err != nil || f.more {
		return f.last, true, err
	}
	return head, false, nil
}

// feeding is one feed under way.
type feeding struct {
	stream string
	leaves []wire.Entry // still to be written
	last   int64        // seq written last
	more   bool         // something did not find room
	left   *room
	w      *bytes.Buffer
	rows   *rowWriter
}

func (f *feeding) row(rows *sql.Rows) error {
	if f.more {
		return nil
	}
	seq, err := f.rows.scan(rows)
	if err != nil {
		return err
	}
	if err := f.leavesBefore(seq); err != nil {
		return err
	}
	return f.write(seq, f.rows.line)
}

func (f *feeding) leavesBefore(seq int64) error {
	for len(f.leaves) > 0 && f.leaves[0].Seq < seq && !f.more {
		line, err := wire.Line(f.leaves[0])
		if err != nil {
			return err
		}
		if err := f.write(f.leaves[0].Seq, line); err != nil {
			return err
		}
		f.leaves = f.leaves[1:]
	}
	return nil
}

func (f *feeding) write(seq int64, line []byte) error {
	if f.more = f.more || f.left.full(); f.more {
		return nil
	}
	f.left.entries--
	f.left.bytes -= len(line)
	f.last, f.rows.last = seq, seq
	_, _ = f.w.Write(line) // it takes everything
	return f.w.WriteByte('\n')
}

// rowWriter turns rows into Entry lines without decoding their bodies, which are stored as they travel.
type rowWriter struct {
	start   []byte // of each line, up to the seq
	last    int64  // seq of the line before, 0 none: a seq that follows it is left out
	devices map[string]string
	laptops map[string][]byte // end of the lines of each laptop
	line    []byte

	kind, id, body, author, device sql.RawBytes
}

func newRowWriter(stream string, devices map[string]string) *rowWriter {
	start := appendText([]byte(`{"t":"`+wire.TypeRow+`","s":`), []byte(stream))
	return &rowWriter{start: start, devices: devices, laptops: map[string][]byte{}}
}

// scan makes the line of a row with the columns seq, kind, id, ver, body, author, at and device.
func (w *rowWriter) scan(rows *sql.Rows) (seq int64, err error) {
	var ver, at int64
	if err := rows.Scan(&seq, &w.kind, &w.id, &ver, &w.body, &w.author, &at, &w.device); err != nil {
		return 0, err
	}
	b := append(w.line[:0], w.start...)
	if w.last == 0 || seq != w.last+1 {
		b = strconv.AppendInt(append(b, `,"q":`...), seq, 10)
	}
	b = appendText(append(b, `,"k":`...), w.kind)
	b = appendText(append(b, `,"id":`...), w.id)
	b = strconv.AppendInt(append(b, `,"ver":`...), ver, 10)
	if len(w.body) > len("{}") {
		b = append(b, `,"b":`...)
		if b, err = appendOneLine(b, w.body); err != nil {
			return 0, err
		}
	}
	if len(w.author) > 0 {
		b = appendText(append(b, `,"by":`...), w.author)
	}
	if at != 0 {
		b = strconv.AppendInt(append(b, `,"at":`...), at, 10)
	}
	w.line = append(b, w.end()...)
	return seq, nil
}

// end returns what closes a line: the laptop's id and name, if there is one.
func (w *rowWriter) end() []byte {
	if len(w.device) == 0 {
		return []byte{'}'}
	}
	if end, made := w.laptops[string(w.device)]; made {
		return end
	}
	end := appendText([]byte(`,"d":`), w.device)
	if name := w.devices[string(w.device)]; name != "" {
		end = appendText(append(end, `,"dn":`...), []byte(name))
	}
	end = append(end, '}')
	w.laptops[string(w.device)] = end
	return end
}

// appendOneLine adds JSON that may hold line ends between its tokens as one line.
func appendOneLine(b, raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, '\n') < 0 {
		return append(b, raw...), nil
	}
	var flat bytes.Buffer
	if err := json.Compact(&flat, raw); err != nil {
		return nil, err
	}
	return append(b, flat.Bytes()...), nil
}

// appendText adds a text as a JSON string.
func appendText(b, text []byte) []byte {
	for _, c := range text {
		if c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return append(b, record.Value(string(text))...)
		}
	}
	b = append(b, '"')
	b = append(b, text...)
	return append(b, '"')
}
