package logcheck

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestDrawRepeats(t *testing.T) {
	pot := make([]string, 50)
	for i := range pot {
		pot[i] = fmt.Sprintf("log%02d", i)
	}
	seed := Seed{1, 2, 3}
	want := Draw(seed, pot, 5)
	mixed := append([]string{"log07"}, pot...) // twice in the pot is once
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	if got := Draw(seed, mixed, 5); !reflect.DeepEqual(got, want) || PotHash(mixed) != PotHash(pot) {
		t.Errorf("the order of the pot steers the draw: %v, %v", got, want)
	}
	if reflect.DeepEqual(Draw(Seed{9}, pot, 5), want) || (Seed{9}).Commitment() == seed.Commitment() {
		t.Error("another seed draws the same")
	}
	if reflect.DeepEqual(Draw(seed, pot[:49], 5), want) {
		t.Error("who adds a log to the pot after the seed is known could tell what is drawn")
	}
	if n := len(Draw(seed, pot, 99)); n != 50 {
		t.Errorf("drew %d of 50", n)
	}
	if n := len(Draw(seed, nil, 3)) + len(Draw(seed, pot, -1)); n != 0 {
		t.Errorf("drew %d of nothing", n)
	}
}

// Every log is as likely as every other: over 4 000 draws of 2 of 10 each comes near 800 times (6 σ ≈ 152).
func TestDrawIsFair(t *testing.T) {
	pot := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}
	count := map[string]int{}
	for i := range 4000 {
		for _, id := range Draw(Seed{byte(i), byte(i >> 8)}, pot, 2) {
			count[id]++
		}
	}
	for _, id := range pot {
		if count[id] < 648 || count[id] > 952 {
			t.Errorf("%s was drawn %d times of about 800", id, count[id])
		}
	}
}
