package main

import (
	"context"
	"strings"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/centre"
)

func export(ctx context.Context, out console, args []string) error {
	f := newFlags("export")
	kind := f.String("kind", "", "kind of record")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("db", "kind"); err != nil {
		return err
	}
	if centre.KindNamed(*kind) == nil {
		var names []string
		for _, k := range record.Kinds() {
			names = append(names, k.Name)
		}
		return wrongUsage("unknown kind %q; kinds are %s", *kind, strings.Join(names, ", "))
	}
	c, err := f.open(ctx, true, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	return c.Export(ctx, *kind, out.out)
}
