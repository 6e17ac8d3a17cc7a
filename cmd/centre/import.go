package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// summary is what an import prints for programs.
type summary struct {
	File      string              `json:"file"`
	To        string              `json:"to"`
	Insurer   string              `json:"insurer"`
	Rows      int                 `json:"rows"` // of the file, without header, empty and total rows
	Customers int                 `json:"customers"`
	Policies  int                 `json:"policies"`
	Changed   int                 `json:"changed"`
	Same      int                 `json:"same"`
	Refused   []app.ImportProblem `json:"refused"`
	Notes     []app.ImportProblem `json:"notes"`
}

// importFlags are the flags of an import.
type importFlags struct {
	*flags
	to, insurer, reason *string
	preview             *bool
}

func importSheet(ctx context.Context, out console, args []string) error {
	f := importFlags{flags: newFlags("import")}
	f.to = f.String("to", "", "staff number of the planner")
	f.insurer = f.String("insurer", "", "code of the insurer")
	f.reason = f.String("reason", app.ReasonOrphan, "handover reason of new cases")
	f.preview = f.Bool("preview", false, "show what is understood, store nothing")
	files, err := f.parse(args, 1)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return wrongUsage("which file?")
	}
	if *f.preview {
		return f.show(ctx, out, files[0])
	}
	if err := f.need("db", "to", "insurer"); err != nil {
		return err
	}
	switch *f.reason {
	case app.ReasonOrphan, app.ReasonStripped, app.ReasonNew:
	default:
		return wrongUsage("unknown reason %q; reasons are orphan, stripped, new", *f.reason)
	}
	c, err := f.open(ctx, true, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	return f.take(ctx, c, out, files[0])
}

// show prints a preview, one object a line. Without a database it compares with nothing, without an insurer with the
// policies of all of them.
func (f importFlags) show(ctx context.Context, out console, file string) error {
	if _, err := f.clock(); err != nil {
		return err
	}
	var known intake.Known
	if *f.db != "" {
		c, err := f.open(ctx, true, nil)
		if err != nil {
			return err
		}
		defer func() { _ = c.Close() }()
		known = c.Known(ctx, *f.insurer)
	}
	p, err := preview(ctx, file, known)
	if errors.Is(err, intake.ErrNoRows) {
		_, err = fmt.Fprintf(out.err, "centre import: %s\n", err.(*app.Error).Message)
		return err // the file was readable, there is only nothing in it
	}
	if err != nil {
		return err
	}
	return intake.WriteLines(out.out, p)
}

// take stores a file's rows and prints what became of them.
func (f importFlags) take(ctx context.Context, c *centre.Centre, out console, file string) error {
	p, err := preview(ctx, file, nil)
	if err != nil {
		return err
	}
	rows, columns := p.Accepted()
	reply, err := c.Import(ctx, centre.ImportJob{
		To: *f.to, Insurer: *f.insurer, Reason: *f.reason, File: p.File, Rows: rows, Columns: columns,
		Progress: func(done, total int) {
			if done < total {
				_, _ = fmt.Fprintf(out.err, "已导入 %d / %d 行\n", done, total)
			}
		},
	})
	if err != nil {
		return err
	}
	s := summarise(f, p, len(rows), reply)
	s.tell(out)
	return json.NewEncoder(out.out).Encode(s)
}

func preview(ctx context.Context, file string, known intake.Known) (*app.ImportPreview, error) {
	sheet, err := intake.Open(ctx, file, nil)
	if app.Code(err) == app.ErrNotFound {
		return nil, wrongUsage("cannot open %s", file)
	}
	if err != nil {
		return nil, err
	}
	return intake.Preview(ctx, sheet, known, nil)
}

func summarise(f importFlags, p *app.ImportPreview, accepted int, reply wire.ImportReply) summary {
	s := summary{
		File: p.File, To: *f.to, Insurer: *f.insurer, Rows: len(p.Lines),
		Customers: reply.Customers, Policies: reply.Policies, Changed: reply.Changed, Same: reply.Same,
		Refused: []app.ImportProblem{}, Notes: append([]app.ImportProblem{}, reply.Notes...),
	}
	for _, line := range p.Lines {
		if line.Row == nil {
			for _, problem := range line.Problems {
				problem.Line = line.Line
				s.Refused = append(s.Refused, problem)
			}
		}
	}
	s.Same += p.OK + p.Same - accepted // earlier rows of policies that the file names more than once
	s.Refused = append(s.Refused, reply.Refused...)
	return s
}

// tell says for people what became of a file.
func (s summary) tell(out console) {
	for _, list := range [][]app.ImportProblem{s.Refused, s.Notes} {
		for _, p := range list {
			_, _ = fmt.Fprintf(out.err, "第 %d 行 %s：%s\n", p.Line, p.Column, p.Reason)
		}
	}
	_, _ = fmt.Fprintf(out.err, "%s 共 %d 行：新客户 %d 人，新保单 %d 件，更新 %d 件，相同 %d 行，拒收 %d 行\n",
		s.File, s.Rows, s.Customers, s.Policies, s.Changed, s.Same, len(s.Refused))
}
