package centre

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// KindNamed returns the kind a person means by customer, Customer, customers, service_record, service-record or
// ServiceRecord; nil if there is none.
func KindNamed(name string) *record.Kind {
	plain := func(s string) string {
		return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s))
	}
	for _, k := range record.Kinds() {
		if plain(name) == plain(k.Name) || plain(name) == plain(k.Table) {
			return k
		}
	}
	return nil
}

// Export writes all rows of a kind as JSON lines sorted by id. A line is one flat object: the id, every field of the kind
// in the order of its declaration (zero where it has no value), fields of later versions, then ver and stream. Error:
// app.ErrNotFound for an unknown kind.
func (c *Centre) Export(ctx context.Context, kind string, w io.Writer) error {
	k := KindNamed(kind)
	if k == nil {
		return app.Errorf(app.ErrNotFound, "没有名为 %q 的记录", kind)
	}
	zero := map[string]json.RawMessage{}
	for name, raw := range zeroFields(k) {
		zero[name] = raw
	}
	out := bufio.NewWriter(w)
	err := c.view(ctx, func(t *txn) error {
		return t.each(`SELECT `+rowColumns+` FROM row WHERE kind = ? ORDER BY id`, []any{k.Name}, func(rows *sql.Rows) error {
			r, err := scanRow(rows)
			if err != nil {
				return err
			}
			_, err = out.Write(exportLine(k, r, zero))
			return err
		})
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func exportLine(k *record.Kind, r *row, zero map[string]json.RawMessage) []byte {
	var b bytes.Buffer
	field := func(name string, raw json.RawMessage) {
		b.WriteByte(',')
		b.Write(record.Value(name))
		b.WriteByte(':')
		b.Write(raw)
	}
	b.WriteString(`{"id":`)
	b.Write(record.Value(r.id))
	for _, f := range k.Fields {
		raw, ok := r.body[f.Name]
		if !ok {
			raw = zero[f.Name]
		}
		field(f.Name, raw)
	}
	for _, name := range slices.Sorted(maps.Keys(r.body)) {
		if _, known := k.Field(name); !known {
			field(name, r.body[name])
		}
	}
	field("ver", record.Value(r.ver))
	field("stream", record.Value(r.stream))
	b.WriteString("}\n")
	return b.Bytes()
}

// zeroFields returns the zero values of a kind's fields; lists and objects that are empty are written as such, not null.
func zeroFields(k *record.Kind) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	columns, args := k.Columns(), k.Args(k.New())
	for i, name := range columns {
		f, _ := k.Field(name)
		if f.Type == record.TypeJSON {
			out[name] = emptyJSON(k, name)
		} else {
			out[name] = record.Value(args[i])
		}
	}
	return out
}

// emptyJSON returns [] for a list, {} for anything else: a kind that refuses {} for a field holds a list there.
func emptyJSON(k *record.Kind, name string) json.RawMessage {
	if _, err := k.Decode(record.Body{name: json.RawMessage(`[]`)}, k.New()); err == nil {
		return json.RawMessage(`[]`)
	}
	return json.RawMessage(`{}`)
}
