package centre

import (
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Reasons of results that are not applied.
const (
	reasonStatusMoved = "status_moved"     // the status is no longer what the author saw
	reasonForbidden   = "forbidden"        // the author may not write this
	reasonInvalid     = "invalid"          // the content does not fit the kind
	reasonUnknownKind = "unknown_kind"     // from a newer laptop
	reasonNotFound    = "not_found"        // a change of a row that is not here
	reasonNoCustomer  = "unknown_customer" // what the row hangs on is not here
	reasonExists      = "exists"           // an insert-only row came twice with other content
	reasonFixed       = "fixed"            // a field that never changes after the row was made
	reasonGroup       = "group"            // another operation of the transaction was refused
)

// fixedFields say what a row is about and are never changed by a laptop once set.
var fixedFields = []string{"customer_id", "person_id", "log_id", "marker_id", "number", "insurer", "staff_no", "activity_id", "month"}

// may returns "" if the person may do what the operation says to a row of that stream, otherwise the reason why not.
// r is nil for a new row, whose content is body then.
func (t *txn) may(p app.Person, k *record.Kind, r *row, stream string, op *wire.Op, body record.Body) (string, error) {
	own, err := t.own(p, k, r, stream, op, body)
	if err != nil {
		return "", err
	}
	switch k.Name {
	case app.KindPerson.Name, app.KindPolicy.Name:
		return reasonForbidden, nil // accounts are the centre's; insurer facts change by import only (product §2)
	case app.KindScript.Name, app.KindScriptVersion.Name:
		return unless(p.Is(app.RoleCentreManager)), nil
	case app.KindActivity.Name:
		return unless(slices.ContainsFunc(app.ActivityRoles, p.Is)), nil
	case app.KindTarget.Name:
		return t.mayTarget(p, r, body)
	case app.KindCase.Name:
		return unless(own && r != nil && touchesOnly(op, "signed_at")), nil
	case app.KindKept.Name:
		return unless(r != nil && (own || r.body.Text("author") == p.ID) && touchesOnly(op, "status")), nil
	case app.KindLogMark.Name:
		return t.mayMark(p, r, body)
	case app.KindPaper.Name:
		return unless(own && (r != nil || body.Text("person_id") == p.ID)), nil // who scans it need not have printed it
	case app.KindAttachment.Name, app.KindSignature.Name, app.KindAccess.Name, app.KindDataRequest.Name, app.KindPolicyReview.Name:
		return unless(own && body.Text("person_id") == p.ID), nil // whose word it is that the content is his
	}
	if !own {
		return reasonForbidden, nil
	}
	return "", nil
}

// mayTarget judges a target: set by the direct supervisor or the department manager, never by the person it is of.
func (t *txn) mayTarget(p app.Person, r *row, body record.Body) (string, error) {
	owner := body.Text("person_id")
	if owner == p.ID || r == nil && body.Text("set_by") != p.ID {
		return reasonForbidden, nil
	}
	who, err := t.person(owner)
	if err != nil {
		return "", err
	}
	return unless(who.ID != "" && (who.SupervisorID == p.ID || p.Is(app.RoleDepartmentManager))), nil
}

// mayMark judges a mark of a log: by the direct supervisor, or by the department manager who scores what was left
// (product §6), on a closed log, 0–20.
func (t *txn) mayMark(p app.Person, r *row, body record.Body) (string, error) {
	owner, marker := body.Text("person_id"), body.Text("marker_id")
	if marker != p.ID || owner == p.ID {
		return reasonForbidden, nil
	}
	who, err := t.person(owner)
	if err != nil {
		return "", err
	}
	direct := who.SupervisorID == p.ID && (p.Is(app.RoleSupervisor) || p.Is(app.RoleSeniorSupervisor))
	if who.ID == "" || !direct && !p.Is(app.RoleDepartmentManager) {
		return reasonForbidden, nil
	}
	if s := body.Int("score"); s < 0 || s > app.LogFullMark {
		return reasonInvalid, nil
	}
	if r != nil {
		return "", nil
	}
	log, err := t.get(app.KindWorkLog.Name, body.Text("log_id"))
	if err != nil {
		return "", err
	}
	if log == nil || log.body.Text("person_id") != owner || log.body.Text("status") != app.LogClosed {
		return reasonInvalid, nil
	}
	return "", nil
}

// wellFormed returns "" if a body can be of that kind under that id, otherwise the reason why not.
func wellFormed(k *record.Kind, id string, body record.Body) string {
	v := k.New()
	if _, err := k.Decode(body, v); err != nil {
		return reasonInvalid
	}
	switch v := v.(type) {
	case *app.Attachment:
		if !v.Valid() {
			return reasonInvalid
		}
	case *app.Signature:
		if !v.Valid() {
			return reasonInvalid
		}
	}
	derived := id
	switch k.Name {
	case app.KindWorkLog.Name:
		derived = app.WorkLogID(body.Text("person_id"), app.Date(body.Text("date")))
	case app.KindTarget.Name:
		derived = app.TargetID(body.Text("person_id"), body.Text("month"))
	case app.KindInvitation.Name:
		derived = app.InvitationID(body.Text("activity_id"), body.Text("customer_id"))
	case app.KindScriptVersion.Name:
		derived = app.ScriptVersionID(body.Text("script_id"), body.Int("version"))
	case app.KindLogMark.Name:
		derived = app.LogMarkID(body.Text("log_id"), body.Text("marker_id"))
	}
	size := 0
	for _, raw := range body {
		size += len(raw)
	}
	if derived != id || size > wire.MaxRow {
		return reasonInvalid
	}
	return ""
}

// touchesOnly reports whether an operation changes no other field than the named.
func touchesOnly(op *wire.Op, field string) bool {
	for name := range op.Set {
		if name != field {
			return false
		}
	}
	return len(op.Add) == 0 && len(op.Remove) == 0
}

// changesFixed reports whether a merge would change what a row is about.
func changesFixed(r *row, set record.Body) bool {
	return slices.ContainsFunc(fixedFields, func(name string) bool {
		v, ok := set[name]
		return ok && !record.IsZero(r.body[name]) && !sameValue(r.body[name], v)
	})
}

func unless(allowed bool) string {
	if allowed {
		return ""
	}
	return reasonForbidden
}

func userStream(personID string) string { return "user:" + personID }
