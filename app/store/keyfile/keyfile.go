// Package keyfile keeps an account's data key: one random 256-bit key, sealed once for every way to unlock it. Each way
// is a slot; slots of kinds this program does not know are kept as they are. The file also says which generation of the
// account's files the key opens.
package keyfile

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/subkey"
)

// Version is the version of the file this program writes. Version 1 knew no generations.
const Version = 2

// KeySize is the size of a data key in bytes.
const KeySize = 32

// maxFile is the size beyond which a file is no key file, in bytes; maxSlots bounds its slots. One with all slots has 5 KiB.
const (
	maxFile  = 1 << 20
	maxSlots = 64
)

// maxGeneration is far beyond what a laptop's life brings.
const maxGeneration = 1 << 30

// Kinds of slots.
const (
	slotPassphrase = "passphrase"
	slotCentre     = "centre"
	slotKeyring    = "keyring"
)

// Owner is whose laptop the key is on. The centre's slot is bound to it.
type Owner struct {
	StaffNo  string `json:"staff_no,omitempty"`
	DeviceID string `json:"device_id,omitempty"` // as the centre enrolled it
}

// File is a key file.
type File struct {
	databaseID string // what the slots are bound to
	generation int
	owner      Owner
	check      []byte // tells whether a key is the file's, nil in files of version 1
	slots      []json.RawMessage
}

// file is the form on disk.
type file struct {
	Version    int    `json:"version"`
	DatabaseID string `json:"database_id"`
	Generation int    `json:"generation,omitempty"`
	Owner
	Check []byte            `json:"check,omitempty"`
	Slots []json.RawMessage `json:"slots"`
}

// slot is what all slots have in common.
type slot struct {
	Kind string `json:"kind"`
}

// New makes a data key and a file that holds it for a passphrase. Zero parameters are tuned to this machine.
func New(passphrase string, p Params) (*File, []byte, error) {
	key := random(KeySize)
	f := &File{databaseID: hex.EncodeToString(random(16))}
	return f, key, f.SetPassphrase(key, passphrase, p)
}

// Rekeyed makes a data key in place of one that may be known to others, and the file of the next generation that holds it
// for a passphrase. No other slot comes along: each of them is sealed anew or not at all.
func (f *File) Rekeyed(passphrase string, p Params) (*File, []byte, error) {
	next, key, err := New(passphrase, p)
	if err != nil {
		return nil, nil, err
	}
	next.generation, next.owner = f.generation+1, f.owner
	return next, key, nil
}

// Load reads a key file. Errors: app.ErrDamaged if it is none, app.ErrNewerStore if a newer program wrote it.
func Load(path string) (*File, error) {
	r, err := os.Open(path)
	if err != nil {
		return nil, damaged("找不到密钥文件", err)
	}
	defer func() { _ = r.Close() }() // nothing was written
	b, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, damaged("密钥文件无法读取", err)
	}
	return Parse(b)
}

// Parse is Load from memory.
func Parse(b []byte) (*File, error) {
	var d file
	if len(b) > maxFile {
		return nil, damaged("密钥文件已损坏", nil)
	}
	if err := json.Unmarshal(b, &d); err != nil {
		return nil, damaged("密钥文件已损坏", err)
	}
	switch {
	case d.Version > Version:
		return nil, app.Errorf(app.ErrNewerStore, "密钥文件由更新版本的程序写入，请先升级程序")
	case d.Version < 1 || d.DatabaseID == "" || len(d.Slots) == 0 || len(d.Slots) > maxSlots ||
		d.Generation < 0 || d.Generation > maxGeneration || len(d.Check) != 0 && len(d.Check) != checkSize:
		return nil, damaged("密钥文件已损坏", nil)
	}
	return &File{d.DatabaseID, d.Generation, d.Owner, d.Check, d.Slots}, nil
}

// DatabaseID returns what the file's slots are bound to.
func (f *File) DatabaseID() string { return f.databaseID }

// Generation counts how often the account's files were replaced as a whole, from 0. It is part of their names.
func (f *File) Generation() int { return f.generation }

// SetGeneration names the files the key opens from now on; they become the account's with Save.
func (f *File) SetGeneration(g int) { f.generation = g }

// Owner returns whose laptop the key is on, as far as it was noted.
func (f *File) Owner() Owner { return f.owner }

// SetOwner notes whose laptop the key is on; slots for the centre made from now on are bound to it.
func (f *File) SetOwner(o Owner) { f.owner = o }

// checkSize is enough that no other key passes by chance, in bytes.
const checkSize = 16

// own returns app.ErrDamaged for a key that is not the file's, so that no slot is ever sealed around a wrong one. A file
// that cannot tell yet takes the key as its own.
func (f *File) own(key []byte) error {
	if len(key) != KeySize {
		return damaged("数据密钥长度不对", nil)
	}
	want := f.checkOf(key)
	if f.check == nil {
		f.check = want
	}
	if subtle.ConstantTimeCompare(f.check, want) != 1 {
		return damaged("密钥与这个账户的数据不符", nil)
	}
	return nil
}

// checked returns a key that is the file's.
func (f *File) checked(key []byte) ([]byte, error) {
	if err := f.own(key); err != nil {
		clear(key)
		return nil, err
	}
	return key, nil
}

// checkOf returns a value that tells keys apart and says nothing about them.
func (f *File) checkOf(key []byte) []byte {
	return subkey.Derive(key, []byte(f.databaseID), "fangce/keys/1/check", checkSize)
}

// bound returns what a slot is sealed together with: it cannot be moved to another file, another kind, or be given other
// parameters.
func (f *File) bound(kind string, more []byte) []byte {
	return append([]byte("fangce/keys/1\x00"+f.databaseID+"\x00"+kind+"\x00"), more...)
}

// find reads the slot of a kind into s and reports whether there is one. Error: app.ErrDamaged.
func (f *File) find(kind string, s any) (bool, error) {
	i := slices.IndexFunc(f.slots, isKind(kind))
	if i < 0 {
		return false, nil
	}
	if err := json.Unmarshal(f.slots[i], s); err != nil {
		return true, damaged("密钥文件已损坏", err)
	}
	return true, nil
}

// put stores the only slot of a kind: an older one would still open.
func (f *File) put(kind string, s any) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	f.drop(kind)
	f.slots = append(f.slots, raw)
	return nil
}

func (f *File) drop(kind string) { f.slots = slices.DeleteFunc(f.slots, isKind(kind)) }

func (f *File) has(kind string) bool { return slices.ContainsFunc(f.slots, isKind(kind)) }

func isKind(kind string) func(json.RawMessage) bool {
	return func(raw json.RawMessage) bool {
		var s slot
		return json.Unmarshal(raw, &s) == nil && s.Kind == kind
	}
}

// Save writes the file atomically: after a power cut there is the old one or the new one, whole.
func (f *File) Save(path string) error { return f.SaveWatched(path, nil) }

// SaveWatched is Save that reports each step.
func (f *File) SaveWatched(path string, w disk.Watch) error {
	b, err := json.MarshalIndent(file{Version, f.databaseID, f.generation, f.owner, f.check, f.slots}, "", "\t")
	if err != nil {
		return err
	}
	return disk.Replace(path, w, func(to io.Writer) error {
		_, err := to.Write(append(b, '\n'))
		return err
	})
}

// WriteFile replaces a file atomically with one only its owner can read, flushed to disk with its folder.
func WriteFile(path string, b []byte) error {
	return disk.Replace(path, nil, func(to io.Writer) error {
		_, err := bytes.NewReader(b).WriteTo(to)
		return err
	})
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}

func damaged(message string, cause error) error {
	return &app.Error{Code: app.ErrDamaged, Message: message, Cause: cause}
}
