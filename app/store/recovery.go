package store

import (
	"crypto/hpke"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/keyfile"
	"github.com/fangce/fangce/sync/wire"
)

// maxAnswer bounds the file an answer is read from, in bytes; a real one has 2 KiB.
const maxAnswer = 64 << 10

// Recovery is one attempt to open an account whose passphrase is forgotten, with the centre's help. What opens the answer
// is in memory only: an attempt ends with the program.
type Recovery struct {
	file    *keyfile.File
	private hpke.PrivateKey
	request wire.RecoveryRequest
}

// NewRecovery begins an attempt for the account in a folder. Errors: app.ErrNotFound if the account has left no key with
// the centre, app.ErrDamaged.
func NewRecovery(dir string) (*Recovery, error) {
	file, err := keyfile.Load(filepath.Join(dir, FileKeys))
	if err != nil {
		return nil, err
	}
	private, err := wire.NewRecoveryPair()
	if err != nil {
		return nil, err
	}
	request, err := file.RecoveryRequest(hostName(), private)
	if err != nil {
		return nil, err
	}
	return &Recovery{file, private, request}, nil
}

// Request returns what the centre is asked.
func (r *Recovery) Request() wire.RecoveryRequest { return r.request }

// Code returns what the planner reads out on the telephone.
func (r *Recovery) Code() string { return r.request.Code() }

// Open returns the account's data key from what the centre has sealed for this attempt. Errors: app.ErrRefused if it
// answers another one, app.ErrDamaged if the key is not the account's.
func (r *Recovery) Open(sealed []byte) (key []byte, err error) {
	return r.file.Recover(r.request, r.private, sealed)
}

// Take is Open for a whole reply. Further errors: app.ErrWaiting while nobody at the centre has decided.
func (r *Recovery) Take(reply wire.RecoveryReply) (key []byte, err error) {
	switch reply.State {
	case wire.RecoveryGranted:
		return r.Open(reply.Sealed)
	case wire.RecoveryWaiting:
		return nil, app.Errorf(app.ErrWaiting, "正在等待中心核对，请致电中心并报出核对码")
	}
	return nil, app.Errorf(app.ErrRefused, "中心没有批准本次申请，或申请已过期，请与中心联系后重新申请")
}

// Save writes the request to a file, for a laptop without a network.
func (r *Recovery) Save(path string) error {
	b, err := json.MarshalIndent(r.request, "", "\t")
	if err != nil {
		return err
	}
	return keyfile.WriteFile(path, append(b, '\n'))
}

// TakeFile is Take for a file the centre has answered with. Further error: app.ErrRefused if the file is no answer.
func (r *Recovery) TakeFile(path string) (key []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &app.Error{Code: app.ErrNotFound, Message: "打不开答复文件", Cause: err}
	}
	defer func() { _ = f.Close() }() // nothing was written
	b, err := io.ReadAll(io.LimitReader(f, maxAnswer+1))
	if err != nil {
		return nil, &app.Error{Code: app.ErrNotFound, Message: "答复文件无法读取", Cause: err}
	}
	var reply wire.RecoveryReply
	if len(b) > maxAnswer {
		err = errors.New("too large")
	} else {
		err = json.Unmarshal(b, &reply)
	}
	if err != nil || reply.State == "" {
		return nil, &app.Error{Code: app.ErrRefused, Message: "这不是中心的答复文件", Cause: err}
	}
	return r.Take(reply)
}

// hostName returns what the laptop calls itself, without its domain.
func hostName() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	name, _, _ = strings.Cut(name, ".")
	return strings.ToValidUTF8(name[:min(len(name), 64)], "")
}
