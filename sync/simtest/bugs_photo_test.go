package simtest

var photoBugs = []bug{
	{
		// A photo counts as sent once it is on its way.
		name: "photo_sent_before_arrived",
		in:   "photos",
		file: "sync/device/blobsend.go",
		old:  "	off, err := t.offset(ctx, b)\n	for restarts",
		new: `	off, err := t.offset(ctx, b)
	if err == nil {
		err = t.store.BlobSent(context.WithoutCancel(ctx), b.Sha)
	}
	for restarts`,
	},
	{
		// What a centre confirmed that was restored since is not sent again.
		name: "photo_lost_by_restore",
		in:   "photos",
		file: "app/store/blobs.go",
		old:  "		WHERE b.have = 1 AND NOT (b.confirmed_at > 0 AND b.epoch = (`+presentEpoch+`))\n",
		new:  "		WHERE b.have = 1 AND b.confirmed_at = 0\n",
		also: &bug{
			file: "sync/device/restart.go",
			old:  "		if err := s.DoubtBlobs(ctx); err != nil {\n",
			new:  "		if err := error(nil); s == nil {\n",
		},
	},
	{
		// A photo of a card that was handed on is removed though the centre has not got it.
		name: "photo_leaves_with_card",
		in:   "photos",
		file: "app/store/blobtidy.go",
		old:  "	AND (b.own = 0 OR b.have = 0 OR",
		new:  "	AND (b.own >= 0 OR b.have = 0 OR",
	},
	{
		// Whoever names a photo may have it.
		name: "photo_by_its_hash",
		in:   "photos",
		file: "sync/centre/blobaccess.go",
		old:  "			if right.fetch, err = t.hasSent(r.author, sha); err != nil {\n",
		new:  "			if right.fetch = true; err != nil {\n",
	},
	{
		// A laptop that is taken out of use sends its work and not its photos.
		name: "wiped_with_photos",
		in:   "photos",
		file: "sync/device/revoked.go",
		old:  "		if err := e.drainBlobs(ctx, report); err != nil {\n			return err\n		}\n",
		new:  "",
	},
}
