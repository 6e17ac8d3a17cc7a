package app

import "slices"

// Person is a member of the centre's staff.
type Person struct {
	ID           string   `rec:"id"` // derived from the staff number, see PersonID
	StaffNo      string   `rec:"staff_no"`
	Name         string   `rec:"name"`
	Roles        []string `rec:"roles,set"`
	SupervisorID string   `rec:"supervisor_id"` // direct supervisor
	Unit         string   `rec:"unit"`
	Licence      string   `rec:"licence"` // 执业证号, which every script opens with
	Phone        string   `rec:"phone,personal"`
}

// Roles of staff (product §1).
const (
	RolePlanner           = "planner"            // 保险规划师
	RoleSupervisor        = "supervisor"         // 直接主管
	RoleSeniorSupervisor  = "senior_supervisor"  // 团队大主管
	RoleDepartmentManager = "department_manager" // 部门经理／人力主管
	RoleQualityController = "quality_controller" // 品质管理岗
	RoleResourceManager   = "resource_manager"   // 客户资源管理岗
	RoleServiceDesk       = "service_desk"       // 客户服务中心
	RoleCentreManager     = "centre_manager"     // 中心负责人
)

// AllRoles lists the roles in the order of product §1.
var AllRoles = []string{
	RolePlanner, RoleSupervisor, RoleSeniorSupervisor, RoleDepartmentManager,
	RoleQualityController, RoleResourceManager, RoleServiceDesk, RoleCentreManager,
}

// PersonID returns the id of the person with that staff number.
func PersonID(staffNo string) string { return DerivedID("person", staffNo) }

// Is reports whether the person holds a role.
func (p Person) Is(role string) bool { return slices.Contains(p.Roles, role) }
