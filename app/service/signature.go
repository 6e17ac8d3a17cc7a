package service

import (
	"context"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

type signatureReads interface {
	SignaturesOf(ctx context.Context, customerID string) ([]app.Signature, error)
	Signature(ctx context.Context, id string) (app.Signature, error)
	SignatureStands(ctx context.Context, id string) (bool, error)
}

// Signatures returns the signatures on a card that stand, newest first, each with whether what was signed still stands as
// it did.
func (s *Service) Signatures(ctx context.Context, customerID string) ([]app.SignatureView, error) {
	all, err := s.store.SignaturesOf(ctx, customerID)
	if err != nil {
		return nil, err
	}
	out := make([]app.SignatureView, len(all))
	for i, g := range all {
		state, err := s.SignatureState(ctx, g)
		if err != nil {
			return nil, err
		}
		out[i] = app.SignatureView{Signature: g, State: state}
	}
	return out, nil
}

// SignatureState says whether the facts a signature stands for are those that were signed: an app.Signature constant.
func (s *Service) SignatureState(ctx context.Context, g app.Signature) (string, error) {
	hash, err := s.signedHash(ctx, g.RecordKind, g.RecordID)
	switch {
	case notFound(err):
		return app.SignatureUnknown, nil
	case err != nil:
		return "", err
	case hash != g.Hash:
		return app.SignatureChanged, nil
	}
	return app.SignatureValid, nil
}

// signedHash returns the hash of the facts of a row as they stand now.
func (s *Service) signedHash(ctx context.Context, kind, id string) (string, error) {
	k := record.Lookup(kind)
	if k == nil {
		return "", app.Errorf(app.ErrNotFound, "没有找到签名所属的记录")
	}
	row, err := s.store.Row(ctx, kind, id)
	if err != nil {
		return "", err
	}
	return app.SignedHash(kind, id, k.Encode(row)), nil
}

// Sign keeps a signature under what it stands for. g names the customer, what is signed, who signs and the strokes; id, time,
// hash and person are filled in. It returns its id. Errors: app.ErrInvalid with the field strokes or signer; app.ErrNotFound
// if there is nothing to sign, app.ErrForbidden if it is another customer's.
func (s *Service) Sign(ctx context.Context, g app.Signature) (string, error) {
	k := record.Lookup(g.RecordKind)
	if k == nil {
		return "", app.Errorf(app.ErrNotFound, "没有找到要签名的内容")
	}
	row, err := s.store.Row(ctx, g.RecordKind, g.RecordID)
	if err != nil {
		return "", err
	}
	body := k.Encode(row)
	if body.Text("customer_id") != g.CustomerID {
		return "", app.Errorf(app.ErrForbidden, "要签名的内容不属于这位客户")
	}
	g, err = s.signed(g, app.SignedHash(g.RecordKind, g.RecordID, body))
	if err != nil {
		return "", err
	}
	return g.ID, s.store.Save(ctx, record.Create(g))
}

// signed fills in what the program knows of a signature and checks it.
func (s *Service) signed(g app.Signature, hash string) (app.Signature, error) {
	if blank(g.Signer) {
		return g, invalid("signer", "请填写签名人")
	}
	if !app.Enough(g.Strokes, g.Height) {
		return g, invalid("strokes", "请签写完整的姓名")
	}
	if g.Role == "" {
		g.Role = app.SignerCustomer
	}
	g.ID, g.SignedAt, g.Hash, g.PersonID, g.Withdraws = s.newID(), s.clock.Now(), hash, s.me.ID, ""
	g.Signer = strings.TrimSpace(g.Signer)
	if !g.Valid() {
		return g, invalid("strokes", "签名无法保存，请清除后重签")
	}
	return g, nil
}

// WithdrawSignature takes a signature back: it is no longer listed. Errors: app.ErrForbidden if somebody else's laptop took
// it, app.ErrConflict if it was taken back already.
func (s *Service) WithdrawSignature(ctx context.Context, id string) error {
	g, err := s.store.Signature(ctx, id)
	if err != nil {
		return err
	}
	if g.PersonID != s.me.ID {
		return app.Errorf(app.ErrForbidden, "只能撤回自己请客户签的名")
	}
	stands, err := s.store.SignatureStands(ctx, id)
	if err != nil {
		return err
	}
	if !stands || g.Withdraws != "" {
		return app.Errorf(app.ErrConflict, "这个签名已经撤回")
	}
	return s.store.Save(ctx, record.Create(app.Signature{
		ID: s.newID(), CustomerID: g.CustomerID, RecordKind: g.RecordKind, RecordID: g.RecordID, Form: g.Form, Role: g.Role,
		SignedAt: s.clock.Now(), PersonID: s.me.ID, Withdraws: id,
	}))
}
