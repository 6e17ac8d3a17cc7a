package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/picture"
	"github.com/fangce/fangce/app/record"
)

// AddAttachment attaches a file from the disk to a card, or to one of its service records, visits or policies if recordID
// is not "". It returns what it has stored; the file stays where it is. A picture is known by its content, whatever the
// file is called. Errors: app.ErrInvalid with the field "file" for a file that cannot be attached, app.ErrNotFound,
// app.ErrDiskFull.
func (s *Service) AddAttachment(ctx context.Context, customerID, recordID, path string) (app.Attachment, error) {
	if _, err := s.store.Customer(ctx, customerID); err != nil {
		return app.Attachment{}, err
	}
	kind, err := s.attachable(ctx, customerID, recordID)
	if err != nil {
		return app.Attachment{}, err
	}
	content, err := readAttachment(path)
	if err != nil {
		return app.Attachment{}, err
	}
	return s.attach(ctx, app.Attachment{CustomerID: customerID, RecordKind: kind, RecordID: recordID, Name: attachmentName(path)}, content)
}

// attach stores a content under a row that says whose it is and what it hangs on.
func (s *Service) attach(ctx context.Context, to app.Attachment, content []byte) (app.Attachment, error) {
	facts, err := picture.Look(content)
	if err != nil {
		return app.Attachment{}, unattachable(err)
	}
	a := app.Attachment{
		ID: s.newID(), CustomerID: to.CustomerID, RecordKind: to.RecordKind, RecordID: to.RecordID, Name: to.Name,
		Mime: string(facts.Kind), Size: int64(len(content)), Sha: sha(content), ThumbSize: int64(len(facts.Thumb)),
		Width: facts.Width, Height: facts.Height, AddedAt: s.clock.Now(), PersonID: s.me.ID,
	}
	if len(facts.Thumb) > 0 {
		a.Thumb = sha(facts.Thumb)
	}
	if !facts.TakenAt.IsZero() {
		a.TakenAt = app.InstantOf(facts.TakenAt)
	}
	return a, s.store.Attach(ctx, a, content, facts.Thumb)
}

// attachable returns the kind of what an attachment is to hang on besides the card.
func (s *Service) attachable(ctx context.Context, customerID, id string) (kind string, err error) {
	if id == "" {
		return "", nil
	}
	for _, k := range []*record.Kind{app.KindServiceRecord, app.KindVisit, app.KindPolicy} {
		row, err := s.store.Row(ctx, k.Name, id)
		if notFound(err) {
			continue
		}
		if err != nil {
			return "", err
		}
		if k.Encode(row).Text(k.Customer) == customerID {
			return k.Name, nil
		}
	}
	return "", app.Errorf(app.ErrNotFound, "没有找到附件所属的记录")
}

// readAttachment reads a file, not more of it than may be attached.
func readAttachment(path string) (_ []byte, err error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, invalid("file", "找不到这个文件")
	case err != nil:
		return nil, &app.Error{Code: app.ErrInvalid, Field: "file", Message: "文件无法读取，请检查是否被其他程序占用", Cause: err}
	}
	defer func() { _ = f.Close() }() // nothing was written
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, invalid("file", "这不是文件，请选择照片或 PDF 文件")
	}
	b, err := io.ReadAll(io.LimitReader(f, app.MaxAttachment+1))
	switch {
	case err != nil:
		return nil, &app.Error{Code: app.ErrInvalid, Field: "file", Message: "文件无法读取，请检查是否被其他程序占用", Cause: err}
	case len(b) == 0:
		return nil, invalid("file", "文件是空的")
	case len(b) > app.MaxAttachment:
		return nil, invalid("file", "文件超过 %d MB，不能添加，请压缩后再试", app.MaxAttachment>>20)
	}
	return b, nil
}

func unattachable(err error) error {
	text := "文件不是能识别的照片或 PDF，支持 JPEG、PNG、WebP、TIFF、BMP、GIF 和 PDF"
	switch {
	case errors.Is(err, picture.ErrCutShort):
		text = "文件不完整或已损坏，请重新拍摄或重新获取后再添加"
	case errors.Is(err, picture.ErrTooLarge):
		text = "图片尺寸过大，不能添加，请缩小后再试"
	}
	return &app.Error{Code: app.ErrInvalid, Field: "file", Message: text, Cause: err}
}

// attachmentName returns the name of a file as rows hold it: printable, not longer than they may hold.
func attachmentName(path string) string {
	name := strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, filepath.Base(path))
	runes := []rune(name)
	if over := len(runes) - app.MaxAttachmentName; over > 0 {
		ext := []rune(filepath.Ext(name))
		if len(ext) > 10 {
			ext = nil
		}
		runes = append(runes[:app.MaxAttachmentName-len(ext):app.MaxAttachmentName-len(ext)], ext...)
	}
	return string(runes)
}

func sha(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Attachments returns the attachments of a card that stand, newest first, with where their contents are.
func (s *Service) Attachments(ctx context.Context, customerID string) ([]app.AttachmentView, error) {
	return s.store.AttachmentsOf(ctx, customerID)
}

// AttachmentContent returns a reader of an attachment's content. Error: app.ErrNotFound if it is not on this laptop; it is
// noted then that somebody wants it, and the next round fetches it.
func (s *Service) AttachmentContent(ctx context.Context, id string) (io.ReadCloser, error) {
	a, err := s.store.Attachment(ctx, id)
	if err != nil {
		return nil, err
	}
	r, err := s.store.OpenBlob(ctx, a.Sha)
	if notFound(err) {
		return nil, errors.Join(err, s.store.WantBlob(ctx, a.Sha))
	}
	return r, err
}

// Thumb returns the small picture of an attachment, a JPEG. Error: app.ErrNotFound if it has none or it is not here yet.
func (s *Service) Thumb(ctx context.Context, id string) ([]byte, error) {
	a, err := s.store.Attachment(ctx, id)
	if err != nil {
		return nil, err
	}
	if a.Thumb == "" {
		return nil, app.Errorf(app.ErrNotFound, "这个附件没有缩略图")
	}
	r, err := s.store.OpenBlob(ctx, a.Thumb)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(r)
	return b, errors.Join(err, r.Close())
}

// WithdrawAttachment takes an attachment back: it is no longer listed. why is kept with it. Errors: app.ErrForbidden if
// somebody else added it, app.ErrConflict if it was taken back already.
func (s *Service) WithdrawAttachment(ctx context.Context, id, why string) error {
	a, err := s.store.Attachment(ctx, id)
	if err != nil {
		return err
	}
	if a.PersonID != s.me.ID {
		return app.Errorf(app.ErrForbidden, "只能撤回自己添加的附件")
	}
	all, err := s.store.AttachmentsOf(ctx, a.CustomerID)
	if err != nil {
		return err
	}
	for _, v := range all {
		if v.ID == id {
			return s.save(ctx, []record.Write{record.Create(app.Attachment{
				ID: s.newID(), CustomerID: a.CustomerID, RecordKind: a.RecordKind, RecordID: a.RecordID,
				AddedAt: s.clock.Now(), PersonID: s.me.ID, Note: strings.TrimSpace(why), Withdraws: id,
			})})
		}
	}
	return app.Errorf(app.ErrConflict, "这个附件已经撤回")
}
