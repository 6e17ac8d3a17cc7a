package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

// poolName stands for the pool of cards without a planner where a staff number is asked for.
const poolName = "pool"

// handOver gives cards of one planner to another.
func handOver(ctx context.Context, out console, args []string) error {
	f := newFlags("handover")
	from := f.String("from", "", "staff number of the planner who has the cards, or pool")
	to := f.String("to", "", "staff number of the planner who gets them, or pool")
	var numbers []string
	f.Func("customer", "card number; all cards if none is named; may be repeated", func(no string) error {
		numbers = append(numbers, no)
		return nil
	})
	rest, err := f.parse(args, len(args))
	if err != nil {
		return err
	}
	if len(rest) > 0 && len(numbers) == 0 {
		return wrongUsage("unexpected argument %q", rest[0])
	}
	numbers = append(numbers, rest...) // -customer A B C
	if err := f.need("db", "from", "to"); err != nil {
		return err
	}
	if *from == *to {
		return wrongUsage("-from and -to are the same")
	}
	c, err := f.open(ctx, true, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	cards, err := c.Cards(ctx, personID(*from))
	if err != nil {
		return err
	}
	ids, err := named(cards, numbers)
	if err != nil {
		return err
	}
	moved, err := c.HandOver(ctx, ids, personID(*to), "")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out.out, "已移交 %d 张客户卡\n", moved)
	return err
}

// personID returns the id of the person with that staff number, "" for the pool.
func personID(staff string) string {
	if staff == poolName {
		return ""
	}
	return app.PersonID(staff)
}

// named returns the ids of the cards with these numbers, of all cards if there are none.
func named(cards []centre.Card, numbers []string) ([]string, error) {
	var ids []string
	for _, c := range cards {
		if len(numbers) == 0 {
			ids = append(ids, c.ID)
		}
	}
	for _, no := range numbers {
		i := slices.IndexFunc(cards, func(c centre.Card) bool { return c.CardNo == no || c.ID == no })
		if i < 0 {
			return nil, app.Errorf(app.ErrNotFound, "移出方名下没有卡号为 %s 的客户卡", no)
		}
		ids = append(ids, cards[i].ID)
	}
	return ids, nil
}
