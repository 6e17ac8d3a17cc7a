package locale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/ui/locale"

	_ "github.com/fangce/fangce/app" // declares the kinds
)

// TestRecordsHaveNames fails for a kind or a field that the Sync room and the conflicts of a card could not name.
func TestRecordsHaveNames(t *testing.T) {
	texts := own(t, locale.Simplified)
	if len(record.Kinds()) == 0 {
		t.Fatal("no kinds are declared")
	}
	for _, k := range record.Kinds() {
		need(t, texts, "kind."+k.Name)
		for _, f := range k.Fields {
			need(t, texts, "field."+f.Name)
		}
	}
}

// TestErrorsHaveWords fails for an error code, a field of an error or a reason of the centre's without a text.
func TestErrorsHaveWords(t *testing.T) {
	texts := own(t, locale.Simplified)
	found := map[string]int{}
	look := func(prefix, value string) {
		found[prefix]++
		need(t, texts, prefix+value)
	}
	constants(t, "app/errors.go", "Err", func(v string) { look("error.", v) })
	constants(t, "app/callrule.go", "Blocked", func(v string) { look("field.", v) })
	constants(t, "sync/centre/authority.go", "reason", func(v string) { look("refused.", v) })
	// Not sync/centre: the fields of its errors are those of messages between programs.
	for _, dir := range []string{"app", "app/service", "app/store", "sync/device", "ui/*", "."} {
		files, _ := filepath.Glob(filepath.Join("..", "..", dir, "*.go"))
		for _, f := range files {
			if !strings.HasSuffix(f, "_test.go") {
				errorFields(t, f, func(v string) { look("field.", v) })
			}
		}
	}
	for _, prefix := range []string{"error.", "field.", "refused."} {
		if found[prefix] < 5 {
			t.Errorf("only %d of %q were found in the sources: the reader of this test is broken", found[prefix], prefix)
		}
	}
}

func need(t *testing.T, texts map[string]string, key string) {
	t.Helper()
	if texts[key] == "" {
		t.Errorf("zh_Hans lacks %q", key)
	}
}

// constants calls with for every text constant of a file whose name begins so.
func constants(t *testing.T, file, prefix string, with func(string)) {
	t.Helper()
	tree := parse(t, filepath.Join("..", "..", filepath.FromSlash(file)))
	for _, d := range tree.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST {
			continue
		}
		for _, s := range decl.Specs {
			v, ok := s.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(v.Names[0].Name, prefix) || len(v.Values) == 0 {
				continue
			}
			if text, whole, ok := literal(v.Values[0]); ok && whole {
				with(text)
			}
		}
	}
}

// errorFields calls with for every field that FieldErrorf, or the service's short form of it, is given as a literal.
func errorFields(t *testing.T, file string, with func(string)) {
	t.Helper()
	ast.Inspect(parse(t, file), func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		at := -1
		switch f := call.Fun.(type) {
		case *ast.SelectorExpr:
			if f.Sel.Name == "FieldErrorf" {
				at = 1
			}
		case *ast.Ident:
			switch f.Name {
			case "FieldErrorf":
				at = 1
			case "invalid":
				at = 0
			}
		}
		if at < 0 || at >= len(call.Args) {
			return true
		}
		if lit, ok := call.Args[at].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil && text != "" {
				with(text)
			}
		}
		return true
	})
}

func parse(t *testing.T, file string) *ast.File {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}
