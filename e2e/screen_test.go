package e2e

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// screen is an X server whose pixels can be read from a file, so that looking costs the programs nothing. It has no
// window manager: the one window stands at the top left. It lives on (-noreset) while no program has a window open.
type screen struct {
	display
	file *os.File
	// From the head of the file, which is a picture as xwd writes it.
	start, stride, depth int
}

const screenWidth, screenHeight = 1366, 768

func startScreen(t testing.TB) *screen {
	t.Helper()
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is missing: scripts/setup.sh look installs it", tool)
		}
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{display: display{config: t.TempDir(), t: t}}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", screenWidth, screenHeight), "-nolisten", "tcp", "-noreset", "-fbdir", s.config)
	server.ExtraFiles = []*os.File{w}
	run(t, server)
	_ = w.Close()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	s.name = ":" + strings.TrimSpace(line)
	if s.file, err = os.Open(filepath.Join(s.config, "Xvfb_screen0")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.file.Close() })
	head := make([]byte, 100)
	if _, err := s.file.ReadAt(head, 0); err != nil {
		t.Fatal(err)
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(head[4*i:])) }
	s.start, s.depth, s.stride = word(0)+12*word(19), word(11)/8, word(12)
	return s
}

// look returns the pixels of a part of the screen.
func (s *screen) look(x, y, w, h int) []byte {
	var out []byte
	line := make([]byte, w*s.depth)
	for row := y; row < y+h; row++ {
		if _, err := s.file.ReadAt(line, int64(s.start+row*s.stride+x*s.depth)); err != nil {
			s.t.Fatal(err)
		}
		out = append(out, line...)
	}
	return out
}

// drawn reports whether a part of the screen shows more than one colour.
func (s *screen) drawn(x, y, w, h int) bool {
	p := s.look(x, y, w, h)
	return !bytes.Equal(p[s.depth:], p[:len(p)-s.depth])
}

// differs reports whether a part of the screen is no longer as in before, a look at all of it.
func (s *screen) differs(before []byte, x, y, w, h int) bool {
	for i, row := 0, w*s.depth; i < h; i++ {
		at := ((y+i)*screenWidth + x) * s.depth
		if !bytes.Equal(before[at:at+row], s.look(x, y+i, w, 1)) {
			return true
		}
	}
	return false
}
