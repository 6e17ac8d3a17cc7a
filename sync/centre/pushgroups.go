package centre

import (
	"context"
	"time"

	"github.com/fangce/fangce/sync/wire"
)

// Groups of a push that are taken in with one transaction: writing each to the disk by itself would take many times as
// long, and others must not wait long for the database.
const (
	maxSlice  = wire.MaxOps
	sliceTime = 50 * time.Millisecond
)

// pushGroups takes groups in, many in a transaction. Where one fails or must be done again, those before it are stored, and
// it has a transaction of its own.
func (c *Centre) pushGroups(ctx context.Context, who session, all [][]arrived) ([]wire.Result, error) {
	var results []wire.Result
	p := pushed{who: who}
	for len(all) > 0 {
		done, taken, err := c.pushSlice(ctx, &p, all, maxSlice)
		if err != nil && taken > 0 {
			done, taken, err = c.pushSlice(ctx, &p, all, taken)
		}
		if err != nil {
			if done, err = c.pushGroup(ctx, &p, all[0]); err != nil {
				return nil, err
			}
			taken = 1
		}
		results = append(results, done...)
		all = all[taken:]
	}
	return results, nil
}

// pushed is what stays the same for all groups of a push.
type pushed struct {
	who     session
	granted []string
}

// learn reads what is needed of the author.
func (p *pushed) learn(t *txn) (err error) {
	if p.granted == nil {
		if p.granted, err = t.grants(p.who.person); err != nil {
			return err
		}
	}
	if p.who.kin == nil {
		p.who.kin, err = t.kinOf(p.who.device, p.who.person.ID)
	}
	return err
}

// pushSlice takes in groups with one transaction, at most limit of them, and says how many. If one cannot be taken in like
// that nothing is stored, and the number is that of the groups before it.
func (c *Centre) pushSlice(ctx context.Context, p *pushed, all [][]arrived, limit int) (results []wire.Result, taken int, err error) {
	err = c.update(ctx, func(t *txn) error {
		since := time.Now()
		for _, group := range all[:min(limit, len(all))] {
			done, err := t.pushGroup(p, group, map[int64]string{})
			if err != nil {
				return err
			}
			results = append(results, done...)
			if taken++; time.Since(since) > sliceTime {
				break
			}
		}
		return nil
	})
	return results, taken, err
}

// pushGroup takes one group in with a transaction of its own.
func (c *Centre) pushGroup(ctx context.Context, p *pushed, group []arrived) (results []wire.Result, err error) {
	refusals := map[int64]string{}
	for {
		tried := len(refusals)
		err = c.update(ctx, func(t *txn) (err error) {
			results, err = t.pushGroup(p, group, refusals)
			return err
		})
		if err == nil || len(refusals) == tried {
			return results, err
		}
	}
}

// pushGroup applies the operations of one transaction together. If one of them is refused the others are too, but
// insert-only rows always land, and a stale status is refused alone. refusals says which are known to be refused, and why;
// where some must be that have been applied already they are added, and errAgain undoes what was done.
func (t *txn) pushGroup(p *pushed, group []arrived, refusals map[int64]string) ([]wire.Result, error) {
	if err := p.learn(t); err != nil {
		return nil, err
	}
	clear(t.fresh)
	clear(t.made)
	results, err := t.applyGroup(p.who, group, refusals, p.granted)
	if err != nil {
		return nil, err
	}
	if len(refusals) == 0 && spread(group, results, refusals) {
		return nil, errAgain
	}
	return results, t.retryMade()
}
