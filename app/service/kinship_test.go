package service_test

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

func TestFamiliesAreProposedAndLinkedBothWays(t *testing.T) {
	r := newRoom(t, planner)
	wife, husband, son, stranger := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷"), apptest.Customer(3, "李小雷"), apptest.Customer(4, "李雷")
	wife.BirthDate, husband.BirthDate, son.BirthDate, stranger.BirthDate = "1970-01-01", "1968-05-05", "1996-07-07", "1990-05-05"
	husband.Sex, son.Sex = app.SexMale, app.SexMale
	wife.Family = []app.Relative{{Name: "李雷", Relation: "配偶", BirthDate: "1968-05-05", Note: "常出差"}}
	home := []app.Address{{Text: "姑苏区人民路8号3幢501室", District: "姑苏区"}}
	husband.Addresses, son.Addresses = home, home
	office := []app.Address{{Text: "姑苏区学士街1号", District: "姑苏区"}}
	rows := []any{wife, husband, son, stranger}
	for n := range 6 { // colleagues give the address of their office
		c := apptest.Customer(10+n, "同事"+string(rune('甲'+n)))
		c.Addresses = office
		rows = append(rows, c)
	}
	r.seat(rows...)
	all := must[[]app.Kinship](t)(r.Kinships(ctx))
	if len(all) != 2 {
		t.Fatalf("%+v", all)
	}
	find := func(a, b app.Customer) app.Kinship {
		i := slices.IndexFunc(all, func(k app.Kinship) bool {
			return k.CustomerID == a.ID && k.OtherID == b.ID || k.CustomerID == b.ID && k.OtherID == a.ID
		})
		if i < 0 {
			t.Fatalf("no %s and %s in %+v", a.Name, b.Name, all)
		}
		return all[i]
	}
	if k := find(wife, husband); k.Relation != app.RelationSpouse || !slices.Equal(k.Signs, []string{app.KinBirth, app.KinNamed}) {
		t.Errorf("%+v", k)
	}
	k := find(husband, son)
	want := app.RelationChild
	if k.CustomerID == son.ID {
		want = app.RelationParent
	}
	if k.Relation != want || !slices.Equal(k.Signs, []string{app.KinAddress, app.KinSurname}) {
		t.Errorf("%+v", k)
	}
	back, err := r.LinkFamily(ctx, wife.ID, husband.ID, app.RelationSpouse)
	ok(t, err)
	w, h := must[app.CardView](t)(r.Card(ctx, wife.ID)).Customer, must[app.CardView](t)(r.Card(ctx, husband.ID)).Customer
	if len(w.Family) != 1 || w.Family[0].CustomerID != husband.ID || w.Family[0].Note != "常出差" || len(h.Family) != 1 || h.Family[0].CustomerID != wife.ID || h.Family[0].Relation != app.RelationSpouse {
		t.Errorf("%+v %+v", w.Family, h.Family)
	}
	if all = must[[]app.Kinship](t)(r.Kinships(ctx)); len(all) != 1 {
		t.Errorf("still proposed: %+v", all)
	}
	ok(t, back(ctx))
	w, h = must[app.CardView](t)(r.Card(ctx, wife.ID)).Customer, must[app.CardView](t)(r.Card(ctx, husband.ID)).Customer
	if w.Family[0].CustomerID != "" || len(h.Family) != 0 {
		t.Errorf("taken back: %+v %+v", w.Family, h.Family)
	}
	_, err = r.LinkFamily(ctx, wife.ID, son.ID, app.RelationChild)
	ok(t, err)
	ok(t, r.UnlinkFamily(ctx, son.ID, wife.ID))
	h = must[app.CardView](t)(r.Card(ctx, son.ID)).Customer
	if h.Family[0].Relation != app.RelationParent || h.Family[0].CustomerID != "" {
		t.Errorf("unlinked: %+v", h.Family)
	}
	_, err = r.LinkFamily(ctx, wife.ID, wife.ID, app.RelationOther)
	fails(t, err, app.ErrInvalid, "customer_id")
	_, err = r.LinkFamily(ctx, wife.ID, son.ID, "邻居")
	fails(t, err, app.ErrInvalid, "relation")
}
