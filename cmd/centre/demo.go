package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre/demo"
)

// roleTitles are the roles as the demo's table of accounts writes them (product §1).
var roleTitles = map[string]string{
	app.RolePlanner: "保险规划师", app.RoleSupervisor: "直接主管", app.RoleSeniorSupervisor: "团队大主管",
	app.RoleDepartmentManager: "部门经理", app.RoleQualityController: "品质管理岗", app.RoleResourceManager: "客户资源管理岗",
	app.RoleServiceDesk: "客户服务中心", app.RoleCentreManager: "中心负责人",
}

// fillDemo fills a centre with demo data and prints its accounts with their one-time codes.
func fillDemo(ctx context.Context, out console, args []string) error {
	f := newFlags("demo")
	seed := f.Int64("seed", 1, "the same seed gives the same data")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("db"); err != nil {
		return err
	}
	clock, err := f.clock()
	if err != nil {
		return err
	}
	c, err := f.open(ctx, false, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	accounts, err := demo.Fill(ctx, c, demo.Options{Seed: *seed, Now: clock()})
	if err != nil {
		return err
	}
	line := func(staff, name, role, code string) {
		_, _ = fmt.Fprintln(out.out, column(staff, 6)+column(name, 10)+column(role, 16)+code)
	}
	line("工号", "姓名", "角色", "一次性登记码")
	for _, a := range accounts {
		var roles []string
		for _, r := range a.Roles {
			roles = append(roles, roleTitles[r])
		}
		line(a.StaffNo, a.Name, strings.Join(roles, "、"), a.Code)
	}
	return nil
}

// column pads a text to a number of columns of a terminal, in which a Chinese character takes two.
func column(s string, width int) string {
	for _, r := range s {
		width--
		if r > 0x2e7f {
			width--
		}
	}
	return s + strings.Repeat(" ", max(width, 1))
}
