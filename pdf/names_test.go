package pdf_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/pdf"
	"github.com/fangce/fangce/pdf/truetype"
)

// standard are the 8 105 characters of 通用规范汉字表: kTGH of the Unihan database 15.0.
//
//go:embed testdata/tgh.txt
var standard string

// mutool returns the text MuPDF finds in the file, without white space.
func mutool(t testing.TB, file []byte) string {
	t.Helper()
	return squeeze(string(reads(t, file, "mutool", "draw", "-q", "-F", "txt", "FILE")))
}

// fonts are the three fonts of the forms.
func fonts(t testing.TB) []*truetype.Font {
	t.Helper()
	var all []*truetype.Font
	for _, data := range [][]byte{assets.Regular, assets.Bold, assets.Rare} {
		font, err := truetype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, font)
	}
	return all
}

// Every character of 通用规范汉字表 is in the regular and in the bold font.
func TestFontsHaveTheStandardCharacters(t *testing.T) {
	table := []rune(squeeze(standard))
	if len(table) != 8105 {
		t.Fatalf("the table has %d characters", len(table))
	}
	all := fonts(t)
	for _, r := range table {
		if !all[0].Has(r) || !all[1].Has(r) {
			t.Errorf("%c (%U) is not in both fonts", r, r)
		}
	}
}

// Every character of the table, and every Han character beyond it that a font of ours has, comes back from the file as what
// it is, in both readers.
func TestEveryCharacterComesBack(t *testing.T) {
	table, rest := []rune(squeeze(standard)), []rune{}
	above := 0
	all := fonts(t)
	known := map[rune]bool{}
	for _, r := range table {
		known[r] = true
	}
	for r := rune(0x3400); r < 0x323B0; r++ {
		compatible := r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F
		if known[r] || compatible || !unicode.Is(unicode.Han, r) || !all[0].Has(r) && !all[2].Has(r) {
			continue
		}
		rest = append(rest, r)
		if r > 0xFFFF {
			above++
		}
	}
	if len(rest) < 20000 || above < 900 {
		t.Fatalf("only %d characters beyond the table, %d above U+FFFF", len(rest), above)
	}
	t.Logf("%d characters of the table and %d beyond it, %d of these above U+FFFF", len(table), len(rest), above)
	copied := pdf.PersonData{Sections: []app.DataSection{{
		Title: "字表", Rows: []app.DataEntry{{Title: "一", Lines: [][2]string{{"字", string(table)}}}, {Title: "二", Lines: [][2]string{{"字", string(rest)}}}},
	}}}
	file, report := write(t, copied)
	if len(report.Missing) != 0 {
		t.Errorf("missing %+v", report.Missing)
	}
	for name, got := range map[string]string{"pdftotext": text(t, file), "mutool": mutool(t, file)} {
		found := map[rune]bool{}
		for _, r := range got {
			found[r] = true
		}
		lost := 0
		for _, r := range slices.Concat(table, rest) {
			if !found[r] {
				if lost++; lost < 20 {
					t.Errorf("%s does not give %c (%U) back", name, r, r)
				}
			}
		}
	}
}

// Names as people bear them, in every place of a form, come back whole.
func TestNames(t *testing.T) {
	names := []string{
		"王𬱖", "𠮷田", "张䶮", "李㛃", "欧阳修", "尉迟恭", "阿卜杜热合曼·买买提", "古丽米热·艾合买提江", "Zoë Müller", "Иванов Сергей", "王Anna", "María-José Núñez",
		"司馬相如", "劉𠅤", "김철수", "Nguyễn Thị Hương", "丁䶮𬱖𠮷",
	}
	for _, name := range names {
		card := sampleCard()
		card.Name, card.Family[0].Name, card.Policies[0].Insured = name, name, name
		file, report := write(t, card)
		if len(report.Missing) != 0 || len(report.Cut) != 0 {
			t.Errorf("%s: report %+v", name, report)
		}
		for reader, got := range map[string]string{"pdftotext": text(t, file), "mutool": mutool(t, file)} {
			if n := strings.Count(got, squeeze(name)); n < 4 { // with the head of the second page
				t.Errorf("%s finds %s %d times", reader, name, n)
			}
		}
		staysInside(t, file)
	}
}

// What no font has is a visible mark in its place, as often as it stands there, and told once for each field.
func TestUnknownCharactersAreMarked(t *testing.T) {
	card := sampleCard()
	card.Name, card.Notes = "王\U000323AF😀", "😀😀👍"
	file, report := write(t, card)
	if got := text(t, file); strings.Count(got, "王〓〓") < 1 || !strings.Contains(got, "〓〓〓") {
		t.Errorf("the text is %s", got)
	}
	want := []pdf.MissingGlyph{
		{Field: "name", Label: "客户姓名", Rune: 0x323AF},
		{Field: "name", Label: "客户姓名", Rune: '😀'},
		{Field: "notes", Label: "备注", Rune: '😀'},
		{Field: "notes", Label: "备注", Rune: '👍'},
	}
	if !slices.Equal(report.Missing, want) {
		t.Errorf("missing %+v", report.Missing)
	}
}
