// Package inking is the page on which a customer signs on the screen, and the field to sign in that other pages use. What is
// on it concerns one customer only.
package inking

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Drawn is what was signed by whom.
type Drawn struct {
	Signer        string
	Strokes       []app.Stroke
	Width, Height int64
}

// Signature returns it as the record it becomes; the service fills in the rest.
func (d Drawn) Signature() app.Signature {
	return app.Signature{Signer: d.Signer, Strokes: d.Strokes, Width: d.Width, Height: d.Height, Role: app.SignerCustomer}
}

// Pad is a field to sign in with the signer's name and what takes strokes back.
type Pad struct {
	Ink     *widgets.Ink
	Signer  *widgets.Entry
	content fyne.CanvasObject
}

// NewPad returns an empty pad; changed is called for whatever the user does in it. signer is the name proposed.
func NewPad(signer string, changed func()) *Pad {
	p := &Pad{Signer: widgets.Tag("inking.signer", widgets.NewEntry(lang.X("inking.signer.hint", "")))}
	p.Ink = widgets.Tag("inking.ink", widgets.NewInk(lang.X("inking.here", ""), changed))
	p.Signer.Set(signer)
	p.Signer.OnChanged = func(string) { changed() }
	undo := widgets.Tag("inking.undo", widgets.Secondary(lang.X("inking.undo", ""), theme.IconUndo, p.Ink.Undo)).Large()
	again := widgets.Tag("inking.clear", widgets.Secondary(lang.X("inking.clear", ""), theme.IconClose, p.Ink.Clear)).Large()
	p.content = widgets.Fill(nil, p.Ink, widgets.Pad(8, 0, 0, 0, widgets.HStack(8,
		widgets.MutedText(lang.X("inking.signer", "")), widgets.FixedWidth(180, p.Signer), widgets.Spring(), undo, again)))
	return p
}

// Content returns the pad; it takes the room it gets.
func (p *Pad) Content() fyne.CanvasObject { return p.content }

// Drawn returns what stands in the field.
func (p *Pad) Drawn() Drawn {
	w, h := p.Ink.Field()
	d := Drawn{Signer: p.Signer.Value(), Width: int64(w), Height: int64(h)}
	for _, s := range p.Ink.Strokes() {
		d.Strokes = append(d.Strokes, app.Stroke(s))
	}
	d.Strokes = app.Thin(d.Strokes, d.Height)
	return d
}

// Enough reports whether what stands in the field is a signature.
func (p *Pad) Enough() bool { d := p.Drawn(); return app.Enough(d.Strokes, d.Height) }

// keptInk is how strokes are kept until they are handed in.
type keptInk struct {
	Strokes       [][]int
	Width, Height int
}

// Kept are the fields of the pad that survive a crash.
func (p *Pad) Kept() []drafts.Field {
	ink := drafts.Field{
		ID: "strokes", Label: lang.X("inking.signature", ""),
		Get: func() string {
			if p.Ink.Empty() {
				return ""
			}
			w, h := p.Ink.Field()
			b, err := json.Marshal(keptInk{p.Ink.Strokes(), w, h})
			if err != nil {
				return "" // numbers can always be written
			}
			return string(b)
		},
		Set: func(text string) {
			var k keptInk
			if text == "" || json.Unmarshal([]byte(text), &k) == nil {
				p.Ink.SetStrokes(k.Strokes, k.Width, k.Height)
			}
		},
		Shown: func() string { return lang.X("inking.drawn", "", map[string]any{"N": len(p.Ink.Strokes())}) },
	}
	return []drafts.Field{ink, drafts.Text("signer", lang.X("inking.signer", ""), p.Signer)}
}
