package centre

import (
	"context"
	"fmt"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// importBatch is how many rows of a file are taken in in one transaction.
const importBatch = 2000

// ImportJob is the accepted rows of one insurer's file, for one planner.
type ImportJob struct {
	To      string // staff number of the planner
	Insurer string // code of the insurer
	Reason  string // handover reason of new cases; app.ReasonOrphan if empty
	File    string // name of the file, for the log
	By      string // person id of who imports, "" for the centre itself
	Rows    []app.ImportRow
	// Columns names the fields the file has columns for (intake.Field): an empty cell of such a column takes back what the
	// insurer said before. Without them, empty facts of a row say nothing.
	Columns []string
	// Progress is called after every batch; it may be nil.
	Progress func(done, total int)
}

// Import takes rows in: new customers get the next card number and lie in the planner's seat, new policies a case of the
// present month; of policies already here the insurer's facts are brought up to date. A customer who is already served
// stays where the card lies, and the policy goes there. Importing the same rows again changes nothing. Errors:
// app.ErrNotFound if there is no such planner, app.ErrInvalid.
func (c *Centre) Import(ctx context.Context, job ImportJob) (wire.ImportReply, error) {
	total := wire.ImportReply{V: wire.V}
	job.Insurer = strings.TrimSpace(job.Insurer)
	switch job.Reason {
	case "":
		job.Reason = app.ReasonOrphan
	case app.ReasonOrphan, app.ReasonStripped, app.ReasonNew:
	default:
		return total, app.FieldErrorf(app.ErrInvalid, "reason", "没有移交原因 %q，可用 orphan（孤儿保单）、stripped（剥离保单）、new（新分配）", job.Reason)
	}
	if job.Insurer == "" || len(job.Insurer) > maxName {
		return total, app.FieldErrorf(app.ErrInvalid, "insurer", "要写明保险公司代码")
	}
	rows := job.lastRows(&total)
	for start := 0; start < max(len(rows), 1); start += importBatch {
		part := rows[start:min(start+importBatch, len(rows))]
		var reply wire.ImportReply
		err := c.update(ctx, func(t *txn) error {
			im, err := t.newImporter(c, job)
			if err != nil {
				return err
			}
			if err := im.learn(part); err != nil {
				return err
			}
			for i := range part {
				if err := im.take(&part[i]); err != nil {
					return fmt.Errorf("centre: import of line %d: %w", part[i].Line, err)
				}
			}
			reply = im.reply
			if reply.Customers+reply.Policies+reply.Changed == 0 {
				return nil
			}
			return t.audit(auditImport, job.By, map[string]any{"to": im.to.ID, "insurer": job.Insurer, "customers": reply.Customers, "policies": reply.Policies, "changed": reply.Changed})
		})
		if err != nil {
			return total, err
		}
		total.Customers += reply.Customers
		total.Policies += reply.Policies
		total.Changed += reply.Changed
		total.Same += reply.Same
		total.Refused = append(total.Refused, reply.Refused...)
		total.Notes = append(total.Notes, reply.Notes...)
		if job.Progress != nil {
			job.Progress(start+len(part), len(rows))
		}
	}
	c.log.Info("import", "rows", len(job.Rows), "customers", total.Customers, "policies", total.Policies,
		"changed", total.Changed, "same", total.Same, "refused", len(total.Refused))
	return total, nil
}

// Columns that replies name where the file's own header is not known.
const (
	policyColumn = "保单号"
	holderColumn = "投保人"
)

// importer takes the rows of one batch in.
type importer struct {
	*txn
	job     ImportJob
	known   known
	to      app.Person
	w       writer
	month   string
	today   app.Date
	signBy  app.Date
	servers map[string]app.Person // by id, those who serve customers found elsewhere
	reply   wire.ImportReply
}

func (t *txn) newImporter(c *Centre, job ImportJob) (*importer, error) {
	to, err := t.person(app.PersonID(strings.TrimSpace(job.To)))
	if err != nil {
		return nil, err
	}
	if to.ID == "" {
		return nil, app.FieldErrorf(app.ErrNotFound, "to", "没有工号为 %s 的人员", job.To)
	}
	if !to.Is(app.RolePlanner) {
		return nil, app.FieldErrorf(app.ErrInvalid, "to", "%s %s 不是保险规划师", to.StaffNo, to.Name)
	}
	today := t.now.Date()
	w := centreWriter(t.now)
	w.person = job.By
	return &importer{
		txn: t, job: job, to: to, w: w, today: today, month: today.Month(),
		signBy:  c.calendar.AddWorkdays(today, app.SignWorkdays),
		servers: map[string]app.Person{to.ID: to},
	}, nil
}

// take takes one row in.
func (im *importer) take(r *app.ImportRow) error {
	number := strings.TrimSpace(r.Policy.Number)
	if number == "" || len(number) > maxName {
		im.reply.Refused = append(im.reply.Refused, app.ImportProblem{Line: r.Line, Column: policyColumn, Reason: "没有可用的保单号"})
		return nil
	}
	id := app.PolicyID(im.job.Insurer, number)
	stored := im.known.said[id]
	row := saying{Policy: app.KindPolicy.Encode(r.Policy), Holder: app.KindCustomer.Encode(r.Holder)}
	after := row.encode()
	if after == stored {
		im.reply.Same++
		return nil
	}
	var last app.ImportRow
	var err error
	if stored != "" {
		if last, err = decodeSaid(stored); err != nil {
			return err
		}
		if after = im.layOver(last, row).encode(); after == stored {
			im.reply.Same++
			return nil
		}
	}
	if im.known.here[id] {
		err = im.changePolicy(id, last, r, row)
	} else {
		err = im.newPolicy(id, number, r, row)
	}
	if err != nil {
		return err
	}
	im.known.said[id], im.known.here[id] = after, true
	return im.exec(`INSERT INTO import_row (policy, body) VALUES (?, ?) ON CONFLICT (policy) DO UPDATE SET body = excluded.body`, id, after)
}

// newPolicy stores a policy that is not yet here, with its case, at its holder's card.
func (im *importer) newPolicy(id, number string, r *app.ImportRow, row saying) error {
	card, err := im.holder(r, row.Holder)
	if err != nil {
		return err
	}
	body := row.Policy.Clone()
	body["insurer"], body["number"], body["customer_id"] = record.Value(im.job.Insurer), record.Value(number), record.Value(card.id)
	if r.Policy.AsOf == "" {
		body["as_of"] = record.Value(im.today)
	}
	if r.Policy.HolderName == "" && r.Holder.Name != "" {
		body["holder_name"] = record.Value(r.Holder.Name)
	}
	if _, err := im.insertBare(app.KindPolicy.Name, id, card.stream, body, im.w); err != nil {
		return err
	}
	im.reply.Policies++
	server, err := im.serverOf(card, r.Line)
	if err != nil || server == "" {
		return err
	}
	k := app.Case{
		ID: app.CaseID(id, im.month, server), PolicyID: id, CustomerID: card.id, PersonID: server, Month: im.month,
		Category: app.CategoryOf(r.Policy, im.month), Reason: im.job.Reason, PublishedOn: im.today, SignBy: im.signBy,
	}
	_, err = im.insertBare(app.KindCase.Name, k.ID, card.stream, app.KindCase.Encode(k), im.w)
	return err
}

// changePolicy brings the insurer's facts of a policy up to date, as far as the file has them.
func (im *importer) changePolicy(id string, last app.ImportRow, r *app.ImportRow, row saying) error {
	policy, err := im.get(app.KindPolicy.Name, id)
	if err != nil {
		return err
	}
	set := row.Policy.Clone()
	for _, ours := range []string{"insurer", "number", "customer_id"} {
		delete(set, ours)
	}
	set["doubts"] = record.Value(r.Policy.Doubts)
	if set["holder_name"] == nil && r.Holder.Name != "" {
		set["holder_name"] = record.Value(r.Holder.Name)
	}
	im.takeBack(set, r)
	if r.Policy.AsOf == "" && im.changes(policy, set) {
		set["as_of"] = record.Value(im.today)
	}
	card, err := im.customer(policy.body.Text("customer_id"))
	if err != nil {
		return err
	}
	holder, err := im.newHolder(card, last, r, row.Holder)
	if err != nil {
		return err
	}
	if holder != nil {
		return im.changeHolder(policy, set, card, holder, r.Line)
	}
	changed, err := im.change(policy, set, nil, im.w)
	if err != nil {
		return err
	}
	touched := false
	if card != nil && sameHolder(card, last, r) {
		if touched, err = im.fill(card, &last.Holder, &r.Holder, row.Holder); err != nil {
			return err
		}
	}
	if changed || touched {
		im.reply.Changed++
	} else {
		im.reply.Same++
	}
	return nil
}

// sameHolder reports whether a row still speaks of the customer whose card the policy lies at.
func sameHolder(card *row, last app.ImportRow, r *app.ImportRow) bool {
	name := r.Holder.Name
	return name == "" || name == card.body.Text("name") || name == last.Holder.Name
}

// serverOf returns the planner whose seat a card lies in, and notes it if that is not the one the file is for; "" if the
// card lies in nobody's seat.
func (im *importer) serverOf(card *row, line int) (string, error) {
	id, ok := strings.CutPrefix(card.stream, app.SeatStream(""))
	if !ok {
		return "", nil
	}
	if id == im.to.ID {
		return id, nil
	}
	p, known := im.servers[id]
	if !known {
		var err error
		if p, err = im.person(id); err != nil {
			return "", err
		}
		im.servers[id] = p
	}
	im.reply.Notes = append(im.reply.Notes, app.ImportProblem{
		Line: line, Column: holderColumn,
		Reason: fmt.Sprintf("该客户已由 %s %s 服务，保单归入其名下", p.StaffNo, p.Name),
	})
	return id, nil
}
