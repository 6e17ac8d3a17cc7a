package pdf

// signatures draws places to sign side by side: above who, below the day.
func (f *form) signatures(signers ...signer) {
	const head, body = 6.8, 15.5
	f.need(head + body)
	w := innerWidth / float64(len(signers))
	f.tint(margin, f.y, innerWidth, head, f.sheet.accent().tint(0.07))
	for i, by := range signers {
		x := margin + float64(i)*w
		f.centered(x+1, f.y, w-2, head, by.role, by.role, style{points: 9.5, bold: true, ink: soft})
		f.centered(x+1.5, f.y+head+0.6, w-3, body-6.4, by.role, by.name, style{points: 11, ink: black})
		day := by.on
		if day == "" {
			day = "　　年　　月　　日"
		}
		f.center(x, f.y+head+body-2.2, w, day, style{points: 8.5, ink: grey})
		if i > 0 {
			f.line(x, f.y, x, f.y+head+body, hair)
		}
	}
	f.line(margin, f.y+head, rightEdge, f.y+head, hair)
	f.frame(margin, f.y, innerWidth, head+body, f.sheet.rule())
	f.y += head + body + 6.5
}

// sum draws what a table adds up to, in a strip right under it.
func (f *form) sum(text string) {
	const height = 8.4
	if text == "" {
		return
	}
	f.y -= 6.5
	if f.y+height > bodyBottom {
		f.nextPage()
	}
	f.tint(margin, f.y, innerWidth, height, f.sheet.accent().tint(0.07))
	f.boxed(margin+2, f.y+0.4, innerWidth-4, height-0.8, "合计", text, style{points: 10, bold: true, ink: black})
	f.frame(margin, f.y, innerWidth, height, f.sheet.rule())
	f.y += height + 6.5
}

// note draws a remark in small type, such as who keeps the paper and what it binds to.
func (f *form) note(text string) {
	st := style{points: 8.5, ink: grey}
	lines := wrap(clean(text), innerWidth, st, f.faces)
	step := lead(st.points, leading)
	f.need(min(float64(len(lines)), 4) * step)
	for i, line := range lines {
		f.need(step)
		f.justified(margin, f.y+2, innerWidth, line, i == len(lines)-1, st)
		f.y += step
	}
	f.y += 3
}
