package service_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// file puts a file onto the disk and returns its path.
func file(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	ok(t, os.WriteFile(path, b, 0o600))
	return path
}

func photoBytes(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	ok(t, jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, w, h)), nil))
	return b.Bytes()
}

func TestAFileIsAttachedToACard(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "林秀英")
	r.seat(c)
	record := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{
		CustomerID: c.ID, Channel: app.ChannelPhone, Outcome: app.OutcomeDone, Content: "核对资料", Attitude: "客气", Answer: "已答复",
	}))
	photo := photoBytes(t, 640, 480)
	_, err := r.AddAttachment(ctx, c.ID, "", file(t, "身份证 正面.png", photo)) // named wrongly
	ok(t, err)
	r.clock.Add(1)
	a := must[app.Attachment](t)(r.AddAttachment(ctx, c.ID, record, file(t, "x.jpg", photo)))
	if a.Mime != app.MimeJPEG || a.Width != 640 || a.Height != 480 || a.RecordKind != app.KindServiceRecord.Name || a.PersonID != apptest.Planner || !a.Valid() {
		t.Errorf("%+v", a)
	}
	list := must[[]app.AttachmentView](t)(r.Attachments(ctx, c.ID))
	if len(list) != 2 || list[0].Author != planner.Name || list[0].State != app.BlobHere {
		t.Fatalf("%+v", list)
	}
	content := must[io.ReadCloser](t)(r.AttachmentContent(ctx, a.ID))
	if got := must[[]byte](t)(io.ReadAll(content)); !bytes.Equal(got, photo) {
		t.Error("the content is another one")
	}
	ok(t, content.Close())
	small, err := jpeg.DecodeConfig(bytes.NewReader(must[[]byte](t)(r.Thumb(ctx, a.ID))))
	if err != nil || small.Width != 256 || small.Height != 192 {
		t.Errorf("%+v %v", small, err)
	}

	ok(t, r.WithdrawAttachment(ctx, a.ID, "拍错了"))
	if list := must[[]app.AttachmentView](t)(r.Attachments(ctx, c.ID)); len(list) != 1 || list[0].ID == a.ID {
		t.Errorf("%+v", list)
	}
	fails(t, r.WithdrawAttachment(ctx, a.ID, "再次"), app.ErrConflict, "")
	fails(t, r.WithdrawAttachment(ctx, "nothing", ""), app.ErrNotFound, "")
}

func TestFilesThatCannotBeAttached(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "林秀英")
	r.seat(c)
	whole := photoBytes(t, 200, 200)
	var deep bytes.Buffer
	ok(t, png.Encode(&deep, image.NewGray(image.Rect(0, 0, 9000, 6000)))) // 54 million pixels
	for name, path := range map[string]string{
		"a folder":  t.TempDir(),
		"missing":   filepath.Join(t.TempDir(), "x.jpg"),
		"empty":     file(t, "a.jpg", nil),
		"a text":    file(t, "a.jpg", []byte("这不是照片，只是名字像")),
		"cut short": file(t, "a.jpg", whole[:len(whole)*2/3]),
		"too long":  file(t, "a.jpg", append(bytes.Clone(whole), make([]byte, app.MaxAttachment)...)),
		"too large": file(t, "a.png", deep.Bytes()),
	} {
		_, err := r.AddAttachment(ctx, c.ID, "", path)
		if app.Code(err) != app.ErrInvalid || app.FieldOf(err) != "file" {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := file(t, "a.jpg", whole)
	_, err := r.AddAttachment(ctx, "nobody", "", good)
	fails(t, err, app.ErrNotFound, "")
	_, err = r.AddAttachment(ctx, c.ID, "nothing", good)
	fails(t, err, app.ErrNotFound, "")
	other := apptest.Customer(2, "王芳")
	r.seat(other)
	record := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{
		CustomerID: other.ID, Channel: app.ChannelPhone, Outcome: app.OutcomeDone, Content: "核对资料", Attitude: "客气", Answer: "已答复",
	}))
	_, err = r.AddAttachment(ctx, c.ID, record, good)
	fails(t, err, app.ErrNotFound, "") // of another card
	if list := must[[]app.AttachmentView](t)(r.Attachments(ctx, c.ID)); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestOnlyTheAuthorTakesAnAttachmentBack(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "林秀英")
	a := app.Attachment{
		ID: "a", CustomerID: c.ID, Name: "a.jpg", Mime: app.MimeJPEG, Size: 10, Sha: strings.Repeat("ab", 32), PersonID: apptest.Supervisor,
	}
	r.seat(c, a)
	fails(t, r.WithdrawAttachment(ctx, a.ID, "不是我的"), app.ErrForbidden, "")
	if list := must[[]app.AttachmentView](t)(r.Attachments(ctx, c.ID)); len(list) != 1 || list[0].State != app.BlobRemote {
		t.Fatalf("%+v", list)
	}
	_, err := r.AttachmentContent(ctx, a.ID)
	if app.Code(err) != app.ErrNotFound {
		t.Errorf("%v", err)
	}
	if list := must[[]app.AttachmentView](t)(r.Attachments(ctx, c.ID)); list[0].State != app.BlobFetching {
		t.Errorf("not wanted after it was asked for: %s", list[0].State)
	}
}

func TestNamesOfAttachmentsAreBounded(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "林秀英")
	r.seat(c)
	a := must[app.Attachment](t)(r.AddAttachment(ctx, c.ID, "", file(t, strings.Repeat("n", 240)+".jpeg", photoBytes(t, 20, 20))))
	if len(a.Name) != app.MaxAttachmentName || !strings.HasSuffix(a.Name, ".jpeg") {
		t.Errorf("%d characters: %s", len(a.Name), a.Name)
	}
}
