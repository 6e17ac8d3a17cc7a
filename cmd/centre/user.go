package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

// roleNames are the Chinese names of the roles (product §1).
var roleNames = map[string]string{
	"保险规划师": app.RolePlanner, "规划师": app.RolePlanner,
	"直接主管": app.RoleSupervisor, "主管": app.RoleSupervisor,
	"团队大主管": app.RoleSeniorSupervisor, "大主管": app.RoleSeniorSupervisor,
	"部门经理": app.RoleDepartmentManager, "人力主管": app.RoleDepartmentManager, "部门经理／人力主管": app.RoleDepartmentManager, "部门经理/人力主管": app.RoleDepartmentManager,
	"品质管理岗": app.RoleQualityController, "品质管理": app.RoleQualityController,
	"客户资源管理岗": app.RoleResourceManager, "资源管理岗": app.RoleResourceManager,
	"客户服务中心": app.RoleServiceDesk,
	"中心负责人":  app.RoleCentreManager,
}

func user(ctx context.Context, out console, args []string) error {
	if len(args) == 0 || args[0] != "add" {
		return wrongUsage("the only thing to do with a user is add")
	}
	f := newFlags("user add")
	u := centre.User{}
	f.StringVar(&u.StaffNo, "staff", "", "staff number")
	f.StringVar(&u.Name, "name", "", "name")
	f.StringVar(&u.SupervisorNo, "supervisor", "", "staff number of the direct supervisor")
	f.StringVar(&u.Licence, "licence", "", "licence number")
	f.StringVar(&u.Unit, "unit", "", "unit")
	f.StringVar(&u.Phone, "phone", "", "phone")
	roles := f.String("role", "", "roles, separated by commas")
	if _, err := f.parse(args[1:], 0); err != nil {
		return err
	}
	if err := f.need("db", "staff", "name", "role"); err != nil {
		return err
	}
	var err error
	if u.Roles, err = parseRoles(*roles); err != nil {
		return err
	}
	c, err := f.open(ctx, false, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	code, err := c.AddUser(ctx, u)
	if app.Code(err) == app.ErrInvalid {
		return wrongUsage("%s", err.(*app.Error).Message)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out.out, code)
	return err
}

// parseRoles reads roles by their codes, with hyphens or underscores, or by their Chinese names.
func parseRoles(list string) ([]string, error) {
	var roles []string
	for _, word := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '，' || r == '、' || r == ';' }) {
		word = strings.TrimSpace(word)
		role := strings.ReplaceAll(strings.ToLower(word), "-", "_")
		if named, ok := roleNames[word]; ok {
			role = named
		}
		if !slices.Contains(app.AllRoles, role) {
			return nil, wrongUsage("unknown role %q; roles are %s", word, strings.Join(app.AllRoles, ", "))
		}
		if !slices.Contains(roles, role) {
			roles = append(roles, role)
		}
	}
	if len(roles) == 0 {
		return nil, wrongUsage("-role names no role; roles are %s", strings.Join(app.AllRoles, ", "))
	}
	return roles, nil
}
