package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf16"
)

// The backend says in one constant map that every code is its own character. For a character above
// U+FFFF, which stands under a private-use code, that is wrong: copied or searched text would lose it.
var (
	identityMap = []byte("1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n")
	errLayout   = errors.New("the backend's file is not laid out as expected")
)

// nameCharacters returns the file with a map of the codes it uses in place of the constant one.
func nameCharacters(file []byte, used [2]map[rune]rune) ([]byte, error) {
	names := map[rune]rune{}
	for _, codes := range used {
		maps.Copy(names, codes)
	}
	table := characterNames(names)
	objects, trailer, err := splitObjects(file)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Write(file[:objects[0].start])
	offsets := make([]int, len(objects))
	for _, o := range objects {
		offsets[o.number-1] = out.Len()
		body := file[o.start:o.end]
		if bytes.Contains(body, identityMap) {
			if body, err = replaceMap(body, table); err != nil {
				return nil, err
			}
		}
		out.Write(body)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	out.Write(trailer)
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes(), nil
}

// characterNames writes the map's entries, a hundred to a block as the format asks.
func characterNames(names map[rune]rune) []byte {
	var out bytes.Buffer
	for block := range slices.Chunk(slices.Sorted(maps.Keys(names)), 100) {
		fmt.Fprintf(&out, "%d beginbfchar\n", len(block))
		for _, code := range block {
			fmt.Fprintf(&out, "<%04X> <", code)
			for _, unit := range utf16.Encode([]rune{names[code]}) {
				fmt.Fprintf(&out, "%04X", unit)
			}
			out.WriteString(">\n")
		}
		out.WriteString("endbfchar\n")
	}
	return out.Bytes()
}

// replaceMap puts the table into the object's stream and corrects the stream's length.
func replaceMap(object, table []byte) ([]byte, error) {
	head, rest, ok := bytes.Cut(object, []byte("<</Length "))
	_, stream, found := bytes.Cut(rest, []byte(">>\nstream\n"))
	content, tail, closed := bytes.Cut(stream, []byte("\nendstream"))
	if !ok || !found || !closed {
		return nil, errLayout
	}
	content = bytes.Replace(content, identityMap, table, 1)
	return fmt.Appendf(nil, "%s<</Length %d>>\nstream\n%s\nendstream%s", head, len(content), content, tail), nil
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
