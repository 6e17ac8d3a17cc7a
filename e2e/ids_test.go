package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestIDsAreListed compares the ids in the sources of the window with the list that CONTRIBUTING.md gives to whoever
// drives it with -uitest.
func TestIDsAreListed(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for part := range strings.SplitSeq(string(text), "`") {
		listed[part] = true
	}
	for id, place := range idsIn(t, filepath.Join("..", "ui")) {
		if !listed[id] {
			t.Errorf("CONTRIBUTING.md does not list `%s` (%s)", id, place)
		}
	}
}

// idsIn returns the ids given to Tag and to dialogs below a folder, with where they stand. A computed end is written <…>.
func idsIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	ids := map[string]string{}
	files := token.NewFileSet()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.Contains(path, filepath.Join("ui", "widgets")) {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Tag" && len(n.Args) == 2 {
					if id := literal(n.Args[0]); id != "" {
						ids[id] = files.Position(n.Pos()).String()
					}
				}
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && k.Name == "ID" {
					if id := literal(n.Value); strings.Contains(id, ".") && dialog(n, file) {
						ids[id+".submit"] = files.Position(n.Pos()).String()
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// dialog reports whether a field ID belongs to the description of a dialog.
func dialog(kv *ast.KeyValueExpr, file *ast.File) bool {
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		for _, e := range lit.Elts {
			if e == ast.Expr(kv) {
				if s, ok := lit.Type.(*ast.SelectorExpr); ok && (s.Sel.Name == "Form" || s.Sel.Name == "Confirm") {
					found = true
				}
			}
		}
		return true
	})
	return found
}

// literal returns the text of an id: a string, a string with a computed end, or a format.
func literal(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return s
	case *ast.BinaryExpr:
		if head := literal(e.X); head != "" {
			tail := literal(e.Y)
			if tail == "" {
				tail = "<…>"
			}
			return head + tail
		}
	case *ast.CallExpr:
		if len(e.Args) > 1 {
			if f := literal(e.Args[0]); strings.Contains(f, "%") {
				return strings.NewReplacer("%d", "<…>", "%s", "<…>").Replace(f)
			}
		}
	}
	return ""
}
