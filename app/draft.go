package app

import "context"

// Draft is a form somebody has begun and not handed in yet. It is local: it never leaves the laptop.
type Draft struct {
	Key   string // the form and what it is about, such as "calls.result/<customer id>"; one draft per key
	Room  string // id of the room that takes it up again
	About string // what the room shall show: the id of a customer, appointment, log …; may be empty
	Title string // what the list of drafts calls it, such as a customer's name
	Form  string // which form it is, a key of texts: "draft.form.<Form>"
	At    Instant
	Body  []byte // the form's own JSON
}

type draftsKey struct{}

// UsingDraft returns a context whose next commit deletes these drafts in its own transaction: the form has been handed
// in, and no crash can leave both the record and its draft.
func UsingDraft(ctx context.Context, keys ...string) context.Context {
	return context.WithValue(ctx, draftsKey{}, append(DraftsUsed(ctx), keys...))
}

// DraftsUsed returns the keys of the drafts that a commit under this context uses up.
func DraftsUsed(ctx context.Context) []string {
	keys, _ := ctx.Value(draftsKey{}).([]string)
	return keys[:len(keys):len(keys)]
}
