package simtest

// bugs are those the simulation must catch.
var bugs = append(laptopBugs, centreBugs...)

var laptopBugs = []bug{
	{
		// A page's cursors are stored before what comes before them.
		name: "cursor_before_data",
		file: "app/store/stage.go",
		old:  "	st := &staging{page: page}\n",
		new: `	st := &staging{page: page}
	if err := s.gently(ctx, func(w *session) error { return w.endPage(page) }); err != nil {
		return 0, err
	}
`,
	},
	{
		// Pages are shown as they come.
		name: "half_card",
		file: "sync/device/pull.go",
		old:  "	rows, err := e.store.Stage(context.WithoutCancel(ctx), page)\n",
		new: `	rows, err := e.store.Stage(context.WithoutCancel(ctx), page)
	if err == nil {
		_, err = e.store.Publish(ctx, nil)
	}
`,
	},
	{
		// What leaves takes along what was not sent.
		name: "purge_before_ack",
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
		file: "app/store/purge.go",
		old:  " WHERE kind = ? AND id = ? AND state <> ?\", t.kind.Name, id, opPending)",
		new:  " WHERE (kind = ? AND id = ? AND state <> ?) OR state = 0\", t.kind.Name, id, opPending)",
	},
	{
		// A centre that was restored makes the laptop begin anew, unsent work included.
		name: "reset_drops_outbox",
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
		// Versions of before a restore are compared with those of after it.
		name: "epoch_versions_compared",
		file: "app/store/apply.go",
		old:  "	return epoch > comesEpoch || epoch == comesEpoch && ver > comesVer\n",
		new:  "	return ver > comesVer\n",
	},
	{
		// An operation counts as sent once it is on its way.
		name: "ack_without_store",
		file: "sync/device/push.go",
		old:  "		if err != nil {\n			return err\n		}\n		// The answer is stored",
		new: `		if err != nil && len(results) == 0 {
			for _, op := range ops {
				results = append(results, wire.Result{N: op.N, Kind: op.Kind, ID: op.ID, Outcome: wire.OutcomeApplied})
			}
		}
		// The answer is stored`,
	},
	{
		// A copied disk keeps the identity of the one it was copied from.
		name: "clone_keeps_device_id",
		file: "sync/device/rejoin.go",
		old:  "	if err := e.become(ctx, key, reply); err != nil {\n		return err\n	}\n",
		new:  "",
	},
}
