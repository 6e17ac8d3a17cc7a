package centre

import (
	"context"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// seedBatch is how many rows PutRows stores in one transaction.
const seedBatch = 5000

// Row is one row to put in: Stream is worked out from the kind where it is empty, By is the author of PutRows where it is
// empty, At is now where it is 0.
type Row struct {
	Kind   string
	ID     string
	Stream string
	Body   record.Body
	By     string
	At     app.Instant
	Keep   bool // a row that is here already stays as it is
}

// RowOf returns the row of a record, which must be of a registered kind and have its id.
func RowOf(v any) Row {
	k := record.Of(v)
	if k == nil {
		panic(fmt.Sprintf("centre: %T is no record", v))
	}
	return Row{Kind: k.Name, ID: k.ID(v), Body: k.Encode(v)}
}

// PutRows stores rows as the centre's own doing: new ones are inserted, fields of existing ones changed where they
// differ. A row comes after the one it hangs on. Each 5 000 rows are one transaction.
func (c *Centre) PutRows(ctx context.Context, author string, rows []Row) error {
	for start := 0; start < len(rows); start += seedBatch {
		part := rows[start:min(start+seedBatch, len(rows))]
		err := c.update(ctx, func(t *txn) error {
			for i := range part {
				if err := t.put(author, &part[i]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) put(author string, in *Row) error {
	k := record.Lookup(in.Kind)
	if k == nil || in.ID == "" {
		return app.Errorf(app.ErrInvalid, "无法写入 %s %s：没有这一类记录，或没有编号", in.Kind, in.ID)
	}
	w := centreWriter(t.now)
	w.person = author
	if in.By != "" {
		w.person = in.By
	}
	if in.At != 0 {
		w.at = in.At
	}
	if k == app.KindCustomer {
		if err := t.noteCard(in.Body.Text("card_no")); err != nil {
			return err
		}
	}
	r, err := t.get(in.Kind, in.ID)
	if err != nil {
		return err
	}
	if r != nil && in.Keep {
		return nil
	}
	if r != nil {
		_, err = t.change(r, in.Body, nil, w)
		return err
	}
	stream := in.Stream
	if stream == "" {
		if stream, err = t.place(k, in.ID, in.Body, w.person); err != nil {
			return err
		}
	}
	if stream == "" {
		return app.Errorf(app.ErrInvalid, "无法写入 %s %s：它所属的客户不在中心", in.Kind, in.ID)
	}
	_, err = t.insert(in.Kind, in.ID, stream, in.Body, w)
	return err
}
