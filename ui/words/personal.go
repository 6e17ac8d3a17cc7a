package words

import (
	"regexp"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
)

// Unspoken reports whether a field says nothing to the person a row is about: numbers the program keeps for itself, and
// strokes of a pen.
func Unspoken(field string) bool {
	switch field {
	case "strokes", "hash", "width", "height", "thumb_size":
		return true
	}
	return Internal(field)
}

// PersonalData puts what is held on a customer into words, section by section. Phones, numbers and accounts are masked
// unless revealed.
func PersonalData(d app.PersonalData, revealed bool) []app.DataSection {
	var out []app.DataSection
	for _, g := range d.Groups {
		s := app.DataSection{ID: g.Kind, Title: lang.X("kind."+g.Kind, g.Kind)}
		for _, r := range g.Rows {
			if e := dataEntry(g.Kind, r, revealed); len(e.Lines) > 0 {
				s.Rows = append(s.Rows, e)
			}
		}
		if len(s.Rows) > 0 {
			out = append(out, s)
		}
	}
	if s := changesSection(d.Changes, revealed); len(s.Rows) > 0 {
		out = append(out, s)
	}
	if s := accessSection(d.Accesses); len(s.Rows) > 0 {
		out = append(out, s)
	}
	return out
}

func dataEntry(kind string, r app.DataRow, revealed bool) app.DataEntry {
	var e app.DataEntry
	for _, f := range r.Facts {
		if Unspoken(f.Field) {
			continue
		}
		text := strings.Join(personalValue(kind, f, revealed), lang.X("common.semicolon", ""))
		if text == "" {
			continue
		}
		e.Lines = append(e.Lines, [2]string{FieldName(f.Field), text})
		switch f.Field {
		case "at", "number", "signed_at", "added_at", "published_on", "received_on", "product":
			if e.Title == "" {
				e.Title = text
			}
		}
	}
	return e
}

// personalValue is Value, but accounts are shown in full too once revealed: it is their owner who asks.
func personalValue(kind string, f app.DataFact, revealed bool) []string {
	if f.Field == "pay_account" && revealed {
		return []string{decoded[string](f.Value)}
	}
	return Value(kind, f.Field, f.Value, revealed)
}

func changesSection(list []app.CardChange, revealed bool) app.DataSection {
	s := app.DataSection{ID: "changes", Title: lang.X("privacy.changes", "")}
	for _, c := range list {
		if c.State == app.HistoryCreated || Unspoken(c.Field) {
			continue
		}
		value := func(raw string) string {
			if text := strings.Join(personalValue(c.Kind, app.DataFact{Field: c.Field, Value: raw}, revealed), lang.X("common.semicolon", "")); text != "" {
				return text
			}
			return lang.X("common.not_filled", "")
		}
		s.Rows = append(s.Rows, app.DataEntry{Title: Stamp(c.At), Lines: [][2]string{
			{FieldName(c.Field), value(c.Before) + " → " + value(c.After)}, {lang.X("privacy.by", ""), c.AuthorName},
		}})
	}
	return s
}

func accessSection(list []app.AccessView) app.DataSection {
	s := app.DataSection{ID: "accesses", Title: lang.X("privacy.accesses", "")}
	for _, a := range list {
		s.Rows = append(s.Rows, app.DataEntry{Title: Stamp(a.At), Lines: [][2]string{
			{lang.X("privacy.by", ""), a.Person}, {AccessHow(a.How), AccessWhat(a.Access)},
		}})
	}
	return s
}

// AccessHow says in which way personal data was got at.
func AccessHow(how string) string { return lang.X("access.how."+how, how) }

// AccessWhat says what was got at, with what it was for where that is known.
func AccessWhat(a app.Access) string {
	text := lang.X("access.what."+a.What, a.What)
	note := a.Note
	if factName.MatchString(note) { // a fact that was copied
		if name := lang.X("field."+note, ""); name != "" && name != "field."+note {
			note = name
		}
	}
	return about(text, note)
}

// factName matches the names of fields, and not what people call a form.
var factName = regexp.MustCompile(`^[a-z][a-z_]*$`)

// RequestState says how a request about personal data stands.
func RequestState(s app.RequestState) string { return lang.X("privacy.state."+string(s), "") }
