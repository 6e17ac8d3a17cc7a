package intake

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
)

// decode returns the text of a file in UTF-8 (with a byte-order mark or not), UTF-16 with one, or GB18030, of
// which GBK and GB 2312 are parts. It reports false for bytes that are no text in any of them.
func decode(data []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return checkText(strings.ToValidUTF8(string(data[3:]), "\ufffd"))
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		out, err := utf16.UTF16(utf16.LittleEndian, utf16.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", false
		}
		return checkText(string(out))
	case bytes.IndexByte(data, 0) >= 0:
		return "", false
	case utf8.Valid(data):
		return checkText(string(data))
	}
	gb, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return "", false
	}
	// A file of one encoding with a few broken bytes is read as the encoding that leaves fewer of them.
	asUTF8 := strings.ToValidUTF8(string(data), "\ufffd")
	if strings.Count(asUTF8, "\ufffd") < bytes.Count(gb, []byte("\ufffd")) {
		return checkText(asUTF8)
	}
	return checkText(string(gb))
}

// checkText refuses what decoded but cannot have been text: control characters and too many unreadable ones.
func checkText(s string) (string, bool) {
	odd, runes := 0, 0
	for _, r := range s {
		runes++
		switch {
		case r == 0:
			return "", false
		case r == '\n', r == '\r', r == '\t', r == '\f', r == 0x1a, r == 0x85:
		case r == utf8.RuneError, unicode.Is(unicode.Cc, r):
			odd++
		}
	}
	return s, odd == 0 || odd*50 < runes
}
