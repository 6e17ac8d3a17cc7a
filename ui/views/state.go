// Package views keeps how somebody likes to see a list: what is searched for, filtered and in which order, under a name,
// to be had again with one click. It knows no list: a list hands over its state and takes one back.
package views

import (
	"context"
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/words"
)

// State is how a list is seen. What a list does not have stays empty.
type State struct {
	Text    string   `json:"text,omitempty"`
	Filter  string   `json:"filter,omitempty"`
	Sort    string   `json:"sort,omitempty"`
	Desc    bool     `json:"desc,omitempty"`
	Columns []string `json:"columns,omitempty"`
	// Rest holds what else a list may be narrowed by, by names of the list's own.
	Rest map[string]string `json:"rest,omitempty"`
}

// Equal reports whether two states show the same.
func (s State) Equal(o State) bool {
	if s.Text != o.Text || s.Filter != o.Filter || s.Sort != o.Sort || s.Desc != o.Desc || !slices.Equal(s.Columns, o.Columns) {
		return false
	}
	for _, m := range []map[string]string{s.Rest, o.Rest} {
		for k := range m {
			if s.Rest[k] != o.Rest[k] {
				return false
			}
		}
	}
	return true
}

// View is a state under a name.
type View struct {
	Name  string `json:"name"`
	State State  `json:"state"`
}

// Keeper remembers on this laptop. The window's service is one.
type Keeper interface {
	Preference(ctx context.Context, key string) (string, error)
	SetPreference(ctx context.Context, key, value string) error
}

// Most is how many views a list may have, and how many characters a name.
const (
	Most     = 20
	MostName = 12
)

func key(list string) string { return "view/" + list }

// load reads the views of a list. What cannot be read, as from a later program, is no view.
func load(ctx context.Context, k Keeper, list string) ([]View, error) {
	text, err := k.Preference(ctx, key(list))
	if err != nil || text == "" {
		return nil, err
	}
	var all []View
	if json.Unmarshal([]byte(text), &all) != nil {
		return nil, nil
	}
	return all, nil
}

func save(ctx context.Context, k Keeper, list string, all []View) error {
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return k.SetPreference(ctx, key(list), string(text))
}

// put returns the views with one more, in the place of that of the same name. Error: app.ErrInvalid for no name, one that
// is too long, and for more views than there may be.
func put(all []View, v View) ([]View, error) {
	switch i := slices.IndexFunc(all, func(o View) bool { return o.Name == v.Name }); {
	case v.Name == "":
		return nil, words.Invalid("view_name", lang.X("views.name.missing", ""))
	case len([]rune(v.Name)) > MostName:
		return nil, words.Invalid("view_name", lang.X("views.name.long", "", map[string]any{"N": MostName}))
	case i >= 0:
		all = slices.Clone(all)
		all[i] = v
	case len(all) >= Most:
		return nil, words.Invalid("view_name", lang.X("views.most", "", map[string]any{"N": Most}))
	default:
		all = append(slices.Clone(all), v)
	}
	return all, nil
}
