package main

import (
	"context"
	"encoding/hex"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

// auditNames are what the audit log calls what was done.
var auditNames = map[string]string{
	"account": "账号与登记码", "import": "导入保单", "handover": "客户移交", "adopt": "收回恢复前的内容", "restore": "从备份恢复",
	"backup": "备份", "revoke": "停用电脑", "wiped": "电脑已清除", "rejoin": "副本另行登记", "enrol": "登记电脑", "recovery": "找回口令", "allot": "保存资源分配",
}

// audit prints the audit log, or says whether it is as it was written.
func audit(ctx context.Context, out console, args []string) error {
	f := newFlags("audit")
	verify := f.Bool("verify", false, "check the log instead of printing it")
	anchors := f.String("anchors", "", "file of anchors to check against, such as a copy kept elsewhere")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("db"); err != nil {
		return err
	}
	if *anchors != "" && !*verify {
		return wrongUsage("-anchors goes with -verify")
	}
	c, err := f.open(ctx, true, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if *verify {
		return verifyAudit(ctx, out, c, *anchors)
	}
	return c.AuditLog(ctx, func(e centre.AuditEntry, p app.Person) error {
		who := dash(plain(e.Who))
		if p.ID != "" {
			who = p.StaffNo + " " + p.Name
		}
		name := auditNames[e.What]
		if name == "" {
			name = plain(e.What)
		}
		_, err := fmt.Fprintln(out.out, column(fmt.Sprint(e.N), 8)+column(when(e.At), 18)+column(name, 18)+column(who, 24)+plain(e.Detail))
		return err
	})
}

func verifyAudit(ctx context.Context, out console, c *centre.Centre, anchors string) error {
	r, err := c.VerifyAudit(ctx, anchors)
	if err != nil {
		return err
	}
	for _, finding := range r.Findings {
		_, _ = fmt.Fprintln(out.err, plain(finding))
	}
	if len(r.Findings) > 0 {
		return app.Errorf(app.ErrDamaged, "审计日志不完整或被改动过，请保留现场并立即上报")
	}
	head := hex.EncodeToString(r.Head)
	_, err = fmt.Fprintf(out.out, "审计日志完整：共 %d 条，与 %d 处锚定相符，从备份恢复 %d 次\n最后一条的哈希值：%s\n", r.Entries, r.Anchors, r.Restores, dash(head))
	return err
}
