package simtest

import "slices"

// bugs are those the simulation must catch.
var bugs = slices.Concat(laptopBugs, centreBugs, photoBugs)

var laptopBugs = []bug{
	{
		// A page's cursors are stored before what comes before them.
		name: "cursor_before_data",
		in:   "pages",
		file: "app/store/stage.go",
		old:  "	st := &staging{page: page}\n",
		new: `	st := &staging{page: page}
	if err := s.gently(ctx, func(w *session) error { return w.endPage(page) }); err != nil {
		return 0, err
	}
`,
	},
	{
		// What a stream held when a pull began is taken for all of it.
		name: "fixed_high_water",
		in:   "pages",
		file: "sync/device/pull.go",
		old: `		e.phase(PhasePull, done, max(total, done))
		if !page.Tail.More {
`,
		new: `		e.phase(PhasePull, done, max(total, done))
		if n == 0 {
			ask.Oldest = page.Head.Left
		}
		if !page.Tail.More || int64(done) >= ask.Oldest {
`,
	},
	{
		// Pages are shown as they come.
		name: "half_card",
		in:   "pages",
		file: "sync/device/pull.go",
		old:  "	rows, err := e.store.Stage(context.WithoutCancel(ctx), page)\n",
		new: `	rows, err := e.store.Stage(context.WithoutCancel(ctx), page)
	if err == nil {
		_, err = e.store.Publish(ctx, nil)
	}
`,
	},
	{
		// A card that came back before its leaving was shown leaves all the same.
		name: "leave_without_version",
		in:   "cards",
		file: "app/store/leave.go",
		old:  "	return found && (stream != l.stream || newer(epoch, ver, w.epoch, l.ver)), err\n",
		new: `	_, _ = ver, epoch
	return found && stream != l.stream, err
`,
	},
	{
		// What leaves takes along what was not sent.
		name: "purge_before_ack",
		in:   "cards",
		file: "app/store/leave.go",
		old: `			if len(ops) > 0 {
				done = false
				continue
			}
`,
		new: `			if len(ops) > 0 {
				if err := w.exec("DELETE FROM outbox WHERE kind = ? AND id = ? AND state = 0", k.Name, id); err != nil {
					return false, err
				}
			}
`,
	},
	{
		// A card is purged as soon as one of its rows is sent.
		name: "purge_loses_unsent_line",
		in:   "cards",
		file: "app/store/purge.go",
		old:  " WHERE kind = ? AND id = ? AND state <> ?\", t.kind.Name, id, opPending)",
		new:  " WHERE (kind = ? AND id = ? AND state <> ?) OR state = 0\", t.kind.Name, id, opPending)",
	},
	{
		// A refused operation stays where it is, and all behind it.
		name: "refused_blocks_queue",
		in:   "refusals",
		file: "app/store/outbox.go",
		old:  "		state = opRefused\n	}\n",
		new:  "		state = opPending\n	}\n",
	},
	{
		// A centre that was restored makes the laptop begin anew, unsent work included.
		name: "reset_drops_outbox",
		in:   "restores",
		file: "app/store/epoch.go",
		old:  "	return true, w.exec(\"DELETE FROM cursors\")\n",
		new: `	if last != "" {
		if err := w.exec("DELETE FROM outbox WHERE state = 0"); err != nil {
			return false, err
		}
	}
	return true, w.exec("DELETE FROM cursors")
`,
	},
	{
		// A laptop restored from its backup goes on with the numbers of that day.
		name: "number_reused_after_restore",
		in:   "backups",
		file: "app/store/reconcile.go",
		old:  "	n = max(n, l.Last())\n",
		new:  "",
		also: &bug{ // the database that is replaced knows better, too
			file: "app/store/remains.go",
			old:  "w.setInt(settingN, max(n, last))",
			new:  "w.setInt(settingN, n+0*last)",
		},
	},
	{
		// Versions of before a restore are compared with those of after it.
		name: "epoch_versions_compared",
		in:   "restores",
		file: "app/store/apply.go",
		old:  "	return epoch > comesEpoch || epoch == comesEpoch && ver > comesVer\n",
		new:  "	return ver > comesVer\n",
	},
	{
		// What did not come in a new epoch is taken for deleted.
		name: "absence_is_deletion",
		in:   "restores",
		file: "app/store/epoch.go",
		old:  "			if err := w.offer(t.kind.Name, r); err != nil {\n				return last, false, err\n			}\n		}\n	}\n",
		new:  "			if err := w.remove(t, id); err != nil {\n				return last, false, err\n			}\n		}\n	}\n",
	},
	{
		// An operation counts as sent once it is on its way.
		name: "ack_without_store",
		file: "sync/device/push.go",
		old:  "		if err != nil {\n			return err\n		}\n		most = wire.MaxOps\n",
		new: `		if err != nil && len(results) == 0 {
			for _, op := range ops {
				results = append(results, wire.Result{N: op.N, Kind: op.Kind, ID: op.ID, Outcome: wire.OutcomeApplied})
			}
		}
		most = wire.MaxOps
`,
	},
	{
		// A copied disk keeps the identity of the one it was copied from.
		name: "clone_keeps_device_id",
		file: "sync/device/rejoin.go",
		old:  "	if err := e.become(ctx, key, reply); err != nil {\n		return err\n	}\n",
		new:  "",
	},
}
