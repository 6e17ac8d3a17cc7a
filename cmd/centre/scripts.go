package main

import (
	"context"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/sync/centre"
)

// addScripts publishes what comes with the program and the centre does not have yet; what it has stays as its people
// wrote it.
func addScripts(ctx context.Context, out console, args []string) (err error) {
	f := newFlags("scripts")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("db"); err != nil {
		return err
	}
	c, err := f.open(ctx, false, nil)
	if err != nil {
		return err
	}
	defer func() {
		if closed := c.Close(); err == nil {
			err = closed
		}
	}()
	n, err := putScripts(ctx, c)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out.out, "scripts %d\n", n)
	return err
}

// putScripts puts in the scripts and texts that come with the program and returns how many there are; those the centre
// has stay as they are.
func putScripts(ctx context.Context, c *centre.Centre) (int, error) {
	all, err := app.ScriptsIn(assets.Scripts)
	if err != nil {
		return 0, err
	}
	rows := make([]centre.Row, len(all))
	for i, s := range all {
		rows[i] = centre.RowOf(s)
		rows[i].Keep = true
	}
	return len(all), c.PutRows(ctx, "", rows)
}
