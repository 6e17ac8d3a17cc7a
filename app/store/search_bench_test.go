package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/pinyin"
)

// keystrokes are what the search field holds after each key of people looking for some customers: by name, spelling,
// initials, both, the tail of a number or its beginning.
func keystrokes(customers, people int) []string {
	rnd := rand.New(rand.NewPCG(5, 5))
	var out []string
	for range people {
		c := apptest.Big.Card(rnd.IntN(customers))[0].(app.Customer)
		k, phone := pinyin.Of(c.Name), c.Phones[0].Number
		name := []rune(c.Name)
		text := []string{
			c.Name, k.Full[0], k.Full[0], k.Initials[0], phone[7:], phone[7:], phone, string(name[0]) + " " + k.Initials[0][1:],
			pinyin.Sort(c.Name), k.Initials[0] + " " + phone[7:],
		}[rnd.IntN(10)]
		runes := []rune(text)
		for i := range runes {
			out = append(out, string(runes[:i+1]))
		}
	}
	return out
}

// firstScreen is how many lines the list reads with its order.
const firstScreen = 32

// BenchmarkKeystroke types letter by letter and reads the order of the list and its first lines after every key, as the
// window does, at 100 000 customers. Beside it, at every 40th key, what the same words cost with LIKE: over a table of
// nothing but the words the search index was made of, with the same result, all rowids in the order of the list.
func BenchmarkKeystroke(b *testing.B) {
	s := apptest.NewPortfolio(b, apptest.Big)
	if err := store.MakeWords(s); err != nil {
		b.Fatal(err)
	}
	typed := keystrokes(apptest.Big.Customers, 420)
	if _, err := s.CardIndex(ctx, app.CardQuery{}); err != nil { // the list is there before somebody types
		b.Fatal(err)
	}
	var ours, like []time.Duration
	for b.Loop() {
		for i, text := range typed {
			began := time.Now()
			ids, err := s.CardIndex(ctx, app.CardQuery{Text: text})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := s.CardRows(ctx, ids[:min(len(ids), firstScreen)]); err != nil {
				b.Fatal(err)
			}
			ours = append(ours, time.Since(began))
			if i%40 > 0 {
				continue
			}
			began = time.Now()
			likes, err := s.Query(ctx, `SELECT group_concat(rid) FROM (SELECT w.rid FROM words w JOIN card_index i ON i.rid = w.rid
				WHERE w.name LIKE ?1 OR w.py LIKE ?1 OR w.num LIKE ?1 ORDER BY i.sort_name)`, "%"+strings.ReplaceAll(text, " ", "%")+"%")
			if err != nil || len(likes) != 1 {
				b.Fatal(err)
			}
			like = append(like, time.Since(began))
		}
	}
	at := func(all []time.Duration, percent int) float64 {
		slices.Sort(all)
		return float64(all[(len(all)-1)*percent/100].Microseconds()) / 1000
	}
	b.ReportMetric(at(ours, 50), "search-p50-ms")
	b.ReportMetric(at(ours, 99), "search-p99-ms")
	b.ReportMetric(at(ours, 100), "search-worst-ms")
	b.ReportMetric(at(like, 50), "like-p50-ms")
	b.ReportMetric(at(like, 99), "like-p99-ms")
	b.ReportMetric(at(like, 50)/at(ours, 50), "like/search-p50")
	b.ReportMetric(at(like, 99)/at(ours, 99), "like/search-p99")
	b.ReportMetric(float64(len(typed)), "keys")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkList reads each order and each filter of 100 000 cards for the first time after a change, and a page of lines
// far down.
func BenchmarkList(b *testing.B) {
	s := apptest.NewPortfolio(b, apptest.Big)
	change := func() {
		b.StopTimer()
		if err := s.Reindexed(ctx, apptest.Customer(1, "").ID); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	for _, q := range []app.CardQuery{
		{Sort: app.SortByName},
		{Sort: app.SortByNextDue},
		{Sort: app.SortByLastContact},
		{Sort: app.SortByCompleteness},
		{Filter: app.CardsDueSoon},
		{Filter: app.CardsInGrace},
		{Filter: app.CardsLapsed},
		{Filter: app.CardsKey},
	} {
		b.Run(fmt.Sprint("order ", q.Sort, q.Filter), func(b *testing.B) {
			for range b.N {
				change()
				if _, err := s.CardIndex(ctx, q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("counts", func(b *testing.B) {
		for range b.N {
			change()
			if _, err := s.CardCounts(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	ids, err := s.CardIndex(ctx, app.CardQuery{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("page", func(b *testing.B) {
		for i := range b.N {
			at := i * 7919 % (len(ids) - firstScreen)
			if _, err := s.CardRows(ctx, ids[at:at+firstScreen]); err != nil {
				b.Fatal(err)
			}
		}
	})
}
