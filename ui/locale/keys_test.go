package locale_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"github.com/fangce/fangce/ui/locale"
)

// TestEveryKeyHasChinese reads the sources of the window and fails for a key
// given to lang.L, lang.X, lang.N or lang.XN that zh_Hans lacks. A key that is
// put together ("status." + s) needs at least one key with that beginning.
func TestEveryKeyHasChinese(t *testing.T) {
	texts, err := locale.Texts(locale.Simplified)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range sources(t) {
		found += checkKeys(t, file, texts)
	}
	if found == 0 {
		t.Error("no key was found in the sources: the reader of this test is broken")
	}
}

func sources(t *testing.T) []string {
	t.Helper()
	var files []string
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(filepath.Join(root, "ui"), func(p string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".go") && !strings.HasSuffix(p, "_test.go") {
			files = append(files, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	more, _ := filepath.Glob(filepath.Join(root, "*.go"))
	return append(files, more...)
}

func checkKeys(t *testing.T, file string, texts map[string]string) (found int) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, nil, 0)
	if err != nil {
		return 0 // the compiler says it better
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		pkg, ok := sel.X.(*ast.Ident)
		if !ok || pkg.Name != "lang" {
			return true
		}
		switch sel.Sel.Name {
		case "L", "X", "N", "XN", "Localize", "LocalizeKey":
		default:
			return true
		}
		key, whole, ok := literal(call.Args[0])
		if !ok {
			return true
		}
		found++
		if !has(texts, key, whole) {
			t.Errorf("%s: no Chinese text for key %q", set.Position(call.Pos()), key)
		}
		return true
	})
	return found
}

// literal returns the constant text an expression begins with.
func literal(e ast.Expr) (text string, whole, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false, false
		}
		s, err := strconv.Unquote(e.Value)
		return s, true, err == nil
	case *ast.BinaryExpr:
		s, _, ok := literal(e.X)
		return s, false, ok && s != ""
	}
	return "", false, false
}

func has(texts map[string]string, key string, whole bool) bool {
	if whole {
		_, ok := texts[key]
		return ok
	}
	for k := range texts {
		if strings.HasPrefix(k, key) {
			return true
		}
	}
	return false
}

func TestTextsAreWellFormed(t *testing.T) {
	base, err := locale.Texts(locale.Simplified)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range locale.Codes {
		texts, err := locale.Texts(code)
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range texts {
			if err := wellFormed(k, v); err != nil {
				t.Errorf("%s: %v", code, err)
			}
			if _, ok := base[k]; !ok {
				t.Errorf("%s: key %q stands in no file of zh_Hans", code, k)
			}
		}
	}
}

func wellFormed(key, text string) error {
	if strings.TrimSpace(text) == "" {
		return fmt.Errorf("key %q is empty", key)
	}
	if _, err := template.New(key).Parse(text); err != nil {
		return fmt.Errorf("key %q: %w", key, err)
	}
	return nil
}
