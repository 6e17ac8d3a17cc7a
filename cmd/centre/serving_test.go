package main

import (
	"bufio"
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// serving starts a centre as a process of its own, with more flags, and ends it with the test.
func serving(t *testing.T, more ...string) *started {
	t.Helper()
	return servingAt(t, filepath.Join(t.TempDir(), "centre.db"), more...)
}

// servingAt starts a centre on a database.
func servingAt(t *testing.T, db string, more ...string) *started {
	t.Helper()
	s := &started{t: t, db: db, log: &bytes.Buffer{}}
	cmd := program(t, append([]string{"serve", "-db", db, "-addr", "127.0.0.1:0"}, more...)...)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = s.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	s.kill = func() {
		if !ended {
			ended = true
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	}
	t.Cleanup(s.kill)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		s.kill()
		t.Fatal(err, s.log.String())
	}
	s.url = strings.TrimPrefix(strings.TrimSpace(line), "listening ")
	return s
}
