package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// errLayout says that the backend wrote a file that this package does not know how to finish.
var errLayout = errors.New("the backend's file is not laid out as expected")

// Names of the faces in the file.
var (
	fontNames   = [faceCount]string{"T1", "T2", "T3"}
	familyNames = [faceCount]string{"NotoSansSC-Regular", "NotoSansSC-Bold", "FangceRare-Regular"}
)

// subset is what a document uses of a face. A character's code in the file is the number of its glyph in the cut.
type subset struct {
	runes []rune // by code, from 1
	codes map[rune]uint16
}

// code returns the code of r, a new one at its first use.
func (s *subset) code(r rune) uint16 {
	code, ok := s.codes[r]
	if !ok {
		if s.codes == nil {
			s.codes = map[rune]uint16{}
		}
		s.runes = append(s.runes, r)
		code = uint16(len(s.runes))
		s.codes[r] = code
	}
	return code
}

// finish writes the backend's file with the fonts put in and its pages compressed. The backend has ended the file with a
// table of where each object stands; that is written anew.
func finish(w io.Writer, file []byte, f *faces, fonts *[faceCount]subset) error {
	objects, trailer, err := splitObjects(file)
	if err != nil {
		return err
	}
	out := &counting{w: w}
	out.write(file[:objects[0].start])
	offsets := make([]int, len(objects), len(objects)+5*faceCount)
	var names []byte
	next := len(objects) + 1
	for face := range fonts {
		if len(fonts[face].runes) > 0 {
			names = fmt.Appendf(names, "/%s %d 0 R\n", fontNames[face], next)
			next += objectsOfFont
		}
	}
	deflate := deflaters.Get().(*deflater)
	defer deflaters.Put(deflate)
	for _, o := range objects {
		offsets[o.number-1] = out.n
		body := file[o.start:o.end]
		switch o.number {
		case resources:
			before, after, ok := bytes.Cut(body, []byte("/Font <<\n"))
			if !ok {
				return errLayout
			}
			out.write(before, []byte("/Font <<\n"), names, after)
		default:
			head, content, ok := pageContent(body)
			if !ok {
				out.write(body)
				continue
			}
			packed := deflate.pack(content)
			out.write(head, []byte("<</Filter /FlateDecode /Length "+strconv.Itoa(len(packed))+">>\nstream\n"), packed, []byte("\nendstream\nendobj\n"))
		}
	}
	for face := range fonts {
		if len(fonts[face].runes) > 0 {
			offsets = writeFont(out, offsets, f, face, &fonts[face], deflate)
		}
	}
	start := out.n
	table := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range offsets {
		table = fmt.Appendf(table, "%010d 00000 n \n", offset)
	}
	size := fmt.Sprintf("/Size %d\n", len(objects)+1)
	if !bytes.Contains(trailer, []byte(size)) {
		return errLayout
	}
	trailer = bytes.Replace(trailer, []byte(size), fmt.Appendf(nil, "/Size %d\n", len(offsets)+1), 1)
	out.write(table, trailer, fmt.Appendf(nil, "startxref\n%d\n%%%%EOF\n", start))
	return out.err
}

// resources is the number of the object that names the fonts of all pages.
const resources = 2

// pageContent returns the head and the uncompressed stream of an object that is the content of a page.
func pageContent(object []byte) (head, content []byte, ok bool) {
	at := bytes.Index(object[:min(len(object), 64)], []byte(" 0 obj\n<</Length "))
	if at < 0 {
		return nil, nil, false
	}
	head, rest := object[:at+len(" 0 obj\n")], object[at+len(" 0 obj\n"):]
	digits, stream, ok := bytes.Cut(rest[len("<</Length "):], []byte(">>\nstream\n"))
	n, err := strconv.Atoi(string(digits))
	if !ok || err != nil || n > len(stream) {
		return nil, nil, false
	}
	return head, stream[:n], true
}

// counting writes and counts until the first error.
type counting struct {
	w   io.Writer
	n   int
	err error
}

func (c *counting) write(parts ...[]byte) {
	for _, p := range parts {
		if c.err == nil {
			_, c.err = c.w.Write(p)
			c.n += len(p)
		}
	}
}

// deflater compresses one stream after the other.
type deflater struct {
	out bytes.Buffer
	to  *zlib.Writer
}

var deflaters = sync.Pool{New: func() any {
	d := &deflater{}
	d.to, _ = zlib.NewWriterLevel(&d.out, zlib.BestSpeed)
	return d
}}

// pack returns data compressed; it is valid until the next call.
func (d *deflater) pack(data []byte) []byte {
	d.out.Reset()
	d.to.Reset(&d.out)
	_, _ = d.to.Write(data) // a buffer takes all
	_ = d.to.Close()
	return d.out.Bytes()
}

// objectsOfFont is how many objects writeFont writes.
const objectsOfFont = 5

// writeFont writes a face cut to what the document uses of it, and returns the offsets with those of its objects.
func writeFont(out *counting, offsets []int, f *faces, face int, used *subset, deflate *deflater) []int {
	object := func(body []byte) {
		offsets = append(offsets, out.n)
		out.write(fmt.Appendf(nil, "%d 0 obj\n", len(offsets)), body, []byte("\nendobj\n"))
	}
	stream := func(data []byte, more string) {
		packed := deflate.pack(data)
		object(slices.Concat(fmt.Appendf(nil, "<</Length %d /Filter /FlateDecode%s>>\nstream\n", len(packed), more), packed, []byte("\nendstream")))
	}
	font, first := f[face], len(offsets)+1
	name := subsetTag(used.runes) + "+" + familyNames[face]
	object(fmt.Appendf(nil, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>",
		name, first+1, first+4))
	widths := make([]byte, 0, 5*len(used.runes)+200)
	widths = fmt.Appendf(widths, "<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"+
		" /FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 1000 /W [1 [", name, first+2)
	for i, r := range used.runes {
		if i > 0 {
			widths = append(widths, ' ')
		}
		widths = strconv.AppendInt(widths, int64(font.Width(r)), 10)
	}
	object(append(widths, "]]>>"...))
	m := font.Metrics()
	stem := 80
	if face == bold {
		stem = 140
	}
	object(fmt.Appendf(nil, "<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV %d /FontFile2 %d 0 R>>",
		name, m.Box[0], m.Box[1], m.Box[2], m.Box[3], m.Ascent, m.Descent, m.CapHeight, stem, first+3))
	cut := font.Cut(used.runes)
	stream(cut, " /Length1 "+strconv.Itoa(len(cut)))
	stream(characterNames(used.runes), "")
	return offsets
}

// subsetTag returns the six letters that tell one cut of a font from another.
func subsetTag(runes []rune) string {
	all := make([]byte, 0, 3*len(runes))
	for _, r := range runes {
		all = utf8.AppendRune(all, r)
	}
	sum, tag := sha256.Sum256(all), [6]byte{}
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag[:])
}

// characterNames says which character each code is, so that text copied or searched is what was written; a hundred to a
// block as the format asks.
func characterNames(runes []rune) []byte {
	out := make([]byte, 0, 15*len(runes)+400)
	out = append(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"+
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"...)
	code := 1
	for block := range slices.Chunk(runes, 100) {
		out = fmt.Appendf(out, "%d beginbfchar\n", len(block))
		for _, r := range block {
			out = append(appendHex(append(out, '<'), uint16(code)), "> <"...)
			for _, unit := range utf16.AppendRune(nil, r) {
				out = appendHex(out, unit)
			}
			out = append(out, ">\n"...)
			code++
		}
		out = append(out, "endbfchar\n"...)
	}
	return append(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

func appendHex(out []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(out, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}

// utf16Text returns text as the file's own strings hold what is not ASCII.
func utf16Text(s string) string {
	out := []byte{0xFE, 0xFF}
	for _, unit := range utf16.Encode([]rune(s)) {
		out = append(out, byte(unit>>8), byte(unit))
	}
	return string(out)
}

// object is one numbered part of the file.
type object struct{ number, start, end int }

// splitObjects reads the table of offsets the backend wrote at the end: where each object stands, in
// the order of the file, and the trailer.
func splitObjects(file []byte) (objects []object, trailer []byte, err error) {
	at := bytes.LastIndex(file, []byte("\nxref\n0 "))
	if at < 0 {
		return nil, nil, errLayout
	}
	at++
	table, rest, ok := bytes.Cut(file[at:], []byte("trailer\n"))
	trailer, _, found := bytes.Cut(rest, []byte("startxref\n"))
	lines := bytes.Split(bytes.TrimSpace(table), []byte("\n"))
	if !ok || !found || len(lines) < 4 {
		return nil, nil, errLayout
	}
	for i, line := range lines[3:] {
		start, err := strconv.Atoi(string(line[:min(10, len(line))]))
		if err != nil || start <= 0 || start >= at {
			return nil, nil, errLayout
		}
		objects = append(objects, object{number: i + 1, start: start})
	}
	slices.SortFunc(objects, func(a, b object) int { return a.start - b.start })
	for i := range objects {
		objects[i].end = at
		if i+1 < len(objects) {
			objects[i].end = objects[i+1].start
		}
	}
	return objects, append([]byte("trailer\n"), trailer...), nil
}
