package main

import (
	"context"
	"fmt"

	"github.com/fangce/fangce/app"
)

// backup copies the database with what lies beside it while it is being served.
func backup(ctx context.Context, out console, args []string) error {
	f := newFlags("backup")
	to := f.String("out", "", "file to write, or folder to write one into")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("db", "out"); err != nil {
		return err
	}
	c, err := f.open(ctx, true, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	b, err := c.Backup(ctx, *to)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out.out, b.File); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out.err, "已备份并验证：%d 行，%d 个附件，数据库 %d 字节\n", b.Rows, b.Blobs, b.Bytes)
	if b.Missing > 0 {
		return app.Errorf(app.ErrDamaged, "备份已完成，但有 %d 个附件的内容不在附件文件夹里", b.Missing)
	}
	return nil
}
