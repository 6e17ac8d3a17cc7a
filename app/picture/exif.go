package picture

import (
	"bytes"
	"encoding/binary"
	"strings"
	"time"
)

// notes are what a camera has written into a picture, as far as it is used here.
type notes struct {
	orientation orientation
	taken       time.Time
}

// Tags of EXIF (CIPA DC-008).
const (
	tagOrientation = 0x0112
	tagDateTime    = 0x0132
	tagExif        = 0x8769
	tagTaken       = 0x9003 // DateTimeOriginal
	tagTakenOffset = 0x9011 // OffsetTimeOriginal
)

// maxTags bounds how many tags of one directory are read.
const maxTags = 512

// exif finds the notes of a picture; a picture without any, or with damaged ones, is upright.
func exif(k Kind, b []byte) notes {
	var raw []byte
	switch k {
	case JPEG:
		segments(b, func(marker byte, data []byte) bool {
			if marker == 0xe1 && bytes.HasPrefix(data, []byte("Exif\x00\x00")) {
				raw = data[6:]
			}
			return raw == nil
		})
	case TIFF:
		raw = b
	case PNG:
		raw = chunk(b[8:], binary.BigEndian, true, "eXIf")
	case WebP:
		raw = bytes.TrimPrefix(chunk(b[12:], binary.LittleEndian, false, "EXIF"), []byte("Exif\x00\x00"))
	}
	return parseExif(raw)
}

// segments calls f for every segment of a JPEG before its pixels, until f returns false.
func segments(b []byte, f func(marker byte, data []byte) bool) {
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		marker := b[at+1]
		switch {
		case marker == 0xff: // fill
			at++
			continue
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd8: // without data
			at += 2
			continue
		case marker == 0xda || marker == 0xd9: // pixels, end
			return
		}
		n := int(binary.BigEndian.Uint16(b[at+2:]))
		if n < 2 || at+2+n > len(b) || !f(marker, b[at+4:at+2+n]) {
			return
		}
		at += 2 + n
	}
}

// chunk returns the data of the first chunk of that name, in files that are made of chunks: those of PNG have their length
// first and a checksum behind, those of RIFF their name first and an even length.
func chunk(b []byte, order binary.ByteOrder, png bool, name string) []byte {
	for len(b) >= 8 {
		size, is := int64(order.Uint32(b[4:])), string(b[:4])
		if png {
			size, is = int64(order.Uint32(b)), string(b[4:8])
		}
		if size > int64(len(b)-8) {
			return nil
		}
		if is == name {
			return b[8 : 8+size]
		}
		next := 8 + size + size%2
		if png {
			next = 8 + size + 4
		}
		if next > int64(len(b)) {
			return nil
		}
		b = b[next:]
	}
	return nil
}

// parseExif reads the notes out of a TIFF structure. Whatever does not make sense is left out.
func parseExif(b []byte) notes {
	n := notes{orientation: upright}
	if len(b) < 8 {
		return n
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(b[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return n
	}
	t := tags{b, order}
	var inner int64
	var changed, taken, zone string
	t.each(int64(order.Uint32(b[4:])), func(tag uint16, v value) {
		switch tag {
		case tagOrientation:
			if o := orientation(v.number()); o.known() {
				n.orientation = o
			}
		case tagDateTime:
			changed = v.text()
		case tagExif:
			inner = v.number()
		}
	})
	t.each(inner, func(tag uint16, v value) {
		switch tag {
		case tagTaken:
			taken = v.text()
		case tagTakenOffset:
			zone = v.text()
		}
	})
	if taken == "" {
		taken = changed
	}
	n.taken = moment(taken, zone)
	return n
}

// china is where the camera is taken to be if it does not say.
var china = time.FixedZone("CST", 8*60*60)

// moment reads a time as cameras write it; zero if it is none, or cannot be right.
func moment(text, zone string) time.Time {
	at, err := time.ParseInLocation("2006:01:02 15:04:05", text, china)
	if z, zErr := time.Parse("2006:01:02 15:04:05-07:00", text+zone); zErr == nil {
		at, err = z, nil
	}
	if err != nil || at.Year() < 1990 || at.Year() > 2200 {
		return time.Time{}
	}
	return at
}

// tags are the directories of a TIFF structure.
type tags struct {
	b     []byte
	order binary.ByteOrder
}

// value is what one tag holds.
type value struct {
	t     tags
	typ   uint16
	count uint32
	field []byte // four bytes: the value, or where it lies
}

// Types of values.
const (
	typeASCII = 2
	typeShort = 3
	typeLong  = 4
)

// each calls f for the tags of the directory at off.
func (t tags) each(off int64, f func(tag uint16, v value)) {
	if off < 8 || off+2 > int64(len(t.b)) {
		return
	}
	n := min(int(t.order.Uint16(t.b[off:])), maxTags)
	for i := range n {
		at := off + 2 + int64(i)*12
		if at+12 > int64(len(t.b)) {
			return
		}
		e := t.b[at : at+12]
		f(t.order.Uint16(e), value{t, t.order.Uint16(e[2:]), t.order.Uint32(e[4:]), e[8:12]})
	}
}

// number returns a value that is one number, 0 for any other.
func (v value) number() int64 {
	switch {
	case v.count != 1:
	case v.typ == typeShort:
		return int64(v.t.order.Uint16(v.field))
	case v.typ == typeLong:
		return int64(v.t.order.Uint32(v.field))
	}
	return 0
}

// text returns a value that is a short text, "" for any other.
func (v value) text() string {
	const longest = 64
	if v.typ != typeASCII || v.count == 0 || v.count > longest {
		return ""
	}
	raw := v.field
	if v.count > 4 {
		off := int64(v.t.order.Uint32(v.field))
		if off+int64(v.count) > int64(len(v.t.b)) {
			return ""
		}
		raw = v.t.b[off : off+int64(v.count)]
	}
	return strings.TrimRight(string(raw[:min(len(raw), int(v.count))]), "\x00 ")
}
