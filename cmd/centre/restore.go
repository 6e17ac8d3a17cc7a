package main

import (
	"context"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

// restore makes a database go on from a backup.
func restore(ctx context.Context, out console, args []string) error {
	f := newFlags("restore")
	from := f.String("from", "", "backup file, as centre backup wrote it")
	replace := f.Bool("replace", false, "set the database that is there aside")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("db", "from"); err != nil {
		return err
	}
	o, err := f.options(nil)
	if err != nil {
		return err
	}
	r, err := centre.Restore(ctx, *from, *f.db, *replace, o)
	if err != nil {
		return err
	}
	if r.Aside != "" {
		_, _ = fmt.Fprintf(out.err, "原数据库已另存为 %s\n", r.Aside)
	}
	if r.Revoked > 0 {
		_, _ = fmt.Fprintf(out.err, "备份之后停用的 %d 台电脑仍保持停用\n", r.Revoked)
	}
	switch {
	case r.Unknown && r.Noted:
		_, _ = fmt.Fprintln(out.err, "读不到原数据库：备份之后停用的电脑以旁边的 .audit 文件为准，请用 centre device 核对")
	case r.Unknown:
		_, _ = fmt.Fprintln(out.err, "读不到原数据库，旁边也没有 .audit 文件：备份之后停用过哪些电脑无从得知，它们现在又可以同步；请用 centre device 核对，重新停用")
	}
	_, _ = fmt.Fprintln(out.err, "恢复之前发放、尚未使用的登记码一律作废，请重新发放")
	_, _ = fmt.Fprintf(out.out, "已恢复：%d 行，%d 个附件；备份之后的内容由各电脑联网后自动补回；其中本人无权写入的用 centre adopt 核对收回\n", r.Rows, r.Blobs)
	if r.Missing > 0 {
		return app.Errorf(app.ErrDamaged, "数据库已恢复，但有 %d 个附件的内容不在备份里；留有原件的电脑联网后可再次发送", r.Missing)
	}
	return nil
}
