package device

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// EnrolConfig says with whom and as what a laptop is enrolled.
type EnrolConfig struct {
	CentreURL  string // as typed, see ParseAddress
	Code       string // one-time code, as typed
	DeviceName string // what the centre lists the laptop as
	Clock      app.Clock
	// Key is the device key of an earlier attempt, nil for a fresh one. The centre answers the same code with the same
	// key again, so an attempt whose answer was lost can be repeated with its key.
	Key ed25519.PrivateKey
	// Transport replaces the network; nil outside tests.
	Transport http.RoundTripper
}

// Enrolment is what an enrolled laptop must keep: SaveEnrolment stores it in the account's store.
type Enrolment struct {
	Reply       wire.EnrolReply
	Key         ed25519.PrivateKey
	CentreURL   string // as ParseAddress returns it
	ClockOffset int64  // to be added to the laptop's clock, milliseconds
}

// NewKey returns a fresh device key.
func NewKey() (ed25519.PrivateKey, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("device: key: %w", err)
	}
	return key, nil
}

// Enrol binds this laptop to the person a one-time code was made for. Returns app.ErrInvalid with Field "centre" or
// "code" for what cannot be right, app.ErrCode for a code that is wrong, used or expired, app.ErrRefused after too many
// attempts and app.ErrOffline if the centre cannot be reached.
func Enrol(ctx context.Context, cfg EnrolConfig) (Enrolment, error) {
	address, err := ParseAddress(cfg.CentreURL)
	if err != nil {
		return Enrolment{}, err
	}
	code := strings.TrimSpace(cfg.Code)
	if code == "" {
		return Enrolment{}, app.FieldErrorf(app.ErrInvalid, "code", "请填写中心发给您的登记码")
	}
	key := cfg.Key
	if key == nil {
		if key, err = NewKey(); err != nil {
			return Enrolment{}, err
		}
	}
	if cfg.Clock == nil {
		cfg.Clock = app.StartingAt(app.Instant(0).Time())
	}
	c := newClient(address, cfg.Clock, cfg.Transport)
	ask := wire.EnrolRequest{
		V: wire.V, Code: code, PublicKey: key.Public().(ed25519.PublicKey), DeviceName: cfg.DeviceName, Schema: wire.Schema,
	}
	out := Enrolment{Key: key, CentreURL: address}
	when, err := c.json(ctx, wire.PathEnrol, ask, &out.Reply)
	if answerLost(err) {
		out.Reply = wire.EnrolReply{}
		when, err = c.json(ctx, wire.PathEnrol, ask, &out.Reply)
	}
	if err != nil {
		return Enrolment{}, enrolError(err)
	}
	r := out.Reply
	if r.DeviceID == "" || r.Person.ID == "" || r.Tokens.Access == "" || r.Tokens.Refresh == "" {
		return Enrolment{}, app.Errorf(app.ErrOffline, "这个地址上没有访册中心，请检查中心地址和网络")
	}
	out.ClockOffset = offset(when, r.Tokens.Now)
	return out, nil
}

// answerLost reports whether the centre may have taken a request whose answer did not come.
func answerLost(err error) bool {
	var (
		dial *net.OpError
		said *refusal
	)
	return app.Code(err) == app.ErrOffline && !errors.As(err, &said) && (!errors.As(err, &dial) || dial.Op != "dial")
}

// enrolError words the centre's problems for someone who has no account yet.
func enrolError(err error) error {
	var r *refusal
	if !errors.As(err, &r) {
		return err
	}
	switch {
	case r.status == http.StatusTooManyRequests:
		return &app.Error{Code: app.ErrRefused, Message: "登记码输错次数过多，请过几分钟再试", Cause: r}
	case r.problem.Code == app.ErrCode:
		return &app.Error{Code: app.ErrCode, Field: "code", Message: defaultMessage[app.ErrCode], Cause: r}
	}
	return err
}

// SaveEnrolment stores an enrolment in an account's store, from where New reads it.
func SaveEnrolment(ctx context.Context, s Secrets, e Enrolment) error {
	person, err := json.Marshal(e.Reply.Person)
	if err != nil {
		return fmt.Errorf("device: %w", err)
	}
	tokens, err := json.Marshal(e.Reply.Tokens)
	if err != nil {
		return fmt.Errorf("device: %w", err)
	}
	for _, secret := range []struct {
		key   string
		value []byte
	}{{secretKey, e.Key}, {secretTokens, tokens}} {
		if err := s.SetSecret(ctx, secret.key, secret.value); err != nil {
			return fmt.Errorf("device: save enrolment: %w", err)
		}
	}
	for _, setting := range [][2]string{
		{SettingURL, e.CentreURL},
		{SettingCentre, e.Reply.Centre},
		{SettingEpoch, e.Reply.Epoch},
		{SettingPerson, string(person)},
		{SettingClockOffset, decimal(e.ClockOffset)},
		{SettingContact, decimal(e.Reply.Tokens.Now)},
		{settingDevice, e.Reply.DeviceID},
	} {
		if err := s.SetSetting(ctx, setting[0], setting[1]); err != nil {
			return fmt.Errorf("device: save enrolment: %w", err)
		}
	}
	if err := setRecoveryKey(ctx, s, e.Reply.Recovery); err != nil {
		return fmt.Errorf("device: save enrolment: %w", err)
	}
	s.SetAuthor(e.Reply.Person.ID, e.Reply.DeviceID)
	return nil
}
