package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/pdf"
	"github.com/fangce/fangce/ui/privacy"
	"github.com/fangce/fangce/ui/words"
)

// personalTitle is what a copy of everything that is held on a customer is called.
const personalTitle = "个人信息副本"

// personal makes the copy on paper.
func (p paper) personal(ctx context.Context, head pdf.Sheet, customerID string) (pdf.Form, error) {
	d, err := p.service.PersonalData(ctx, customerID)
	if err != nil {
		return nil, err
	}
	head.FormNo = d.Customer.CardNo
	return pdf.PersonData{Sheet: head, Name: d.Customer.Name, CardNo: d.Customer.CardNo, Watermark: p.watermark(d), Sections: words.PersonalData(d, true)}, nil
}

// watermark is the line every copy of personal data carries: what it is for, who made it and when.
func (p paper) watermark(d app.PersonalData) string {
	return lang.X("privacy.watermark", "") + "　" + d.By + "　" + d.At.Time().Format("2006-01-02 15:04")
}

// personalCopy is the file of a copy for programs to read.
type personalCopy struct {
	Note     string            `json:"note"` // the watermark
	Customer string            `json:"customer"`
	By       string            `json:"exported_by"`
	At       string            `json:"exported_at"`
	Sections []personalSection `json:"sections"`
}

type personalSection struct {
	Title string         `json:"title"`
	Rows  [][]namedValue `json:"rows"`
}

type namedValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Export writes everything that is held on a customer into a folder and returns the path; that is noted first.
func (p paper) Export(ctx context.Context, customerID, format, folder string) (string, error) {
	d, err := p.service.PersonalData(ctx, customerID)
	if err != nil {
		return "", err
	}
	sections := words.PersonalData(d, true)
	var file []byte
	switch format {
	case privacy.FormatBook:
		var b bytes.Buffer
		err = intake.WriteBook(&b, p.watermark(d), leaves(sections))
		file = b.Bytes()
	case privacy.FormatJSON:
		file, err = json.MarshalIndent(p.copyOf(d, sections), "", "  ")
	default:
		err = fmt.Errorf("no format is called %q", format)
	}
	if err != nil {
		return "", err
	}
	if err := p.noting(customerID, app.AccessAll, personalTitle, app.Paper{})(ctx, app.AccessExport); err != nil {
		return "", err
	}
	day := strings.ReplaceAll(string(p.clock.Today()), "-", "")
	path := filepath.Join(folder, platform.FileName(fmt.Sprintf("%s-%s-%s.%s", personalTitle, d.Customer.Name, day, format)))
	return path, platform.WriteFile(path, file)
}

func (p paper) copyOf(d app.PersonalData, sections []app.DataSection) personalCopy {
	out := personalCopy{Note: p.watermark(d), Customer: d.Customer.Name, By: d.By, At: d.At.Time().Format(time.RFC3339)}
	for _, s := range sections {
		section := personalSection{Title: s.Title}
		for _, r := range s.Rows {
			row := make([]namedValue, len(r.Lines))
			for i, l := range r.Lines {
				row[i] = namedValue{l[0], l[1]}
			}
			section.Rows = append(section.Rows, row)
		}
		out.Sections = append(out.Sections, section)
	}
	return out
}

// leaves are the sheets of a workbook: a column for every name that occurs in the section.
func leaves(sections []app.DataSection) []intake.Leaf {
	out := make([]intake.Leaf, len(sections))
	for i, s := range sections {
		out[i].Name = s.Title
		var head []string
		place := map[string]int{}
		for _, r := range s.Rows {
			for _, l := range r.Lines {
				if _, there := place[l[0]]; !there {
					place[l[0]] = len(head)
					head = append(head, l[0])
				}
			}
		}
		out[i].Rows = append(out[i].Rows, head)
		for _, r := range s.Rows {
			row := make([]string, len(head))
			for _, l := range r.Lines {
				row[place[l[0]]] = l[1]
			}
			out[i].Rows = append(out[i].Rows, row)
		}
	}
	return out
}
