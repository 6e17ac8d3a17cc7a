package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"reflect"
)

// KeySize is the size of a data key in bytes.
const KeySize = 32

// keys are what one VFS encrypts with. All derive from the data key.
type keys struct {
	page   cipher.AEAD  // pages
	header cipher.Block // frame headers of the WAL
	tweak  cipher.Block // and where they lie
	sums   cipher.Block // checksums of the rollback journal
	mark   [markSize]byte
}

// Labels of the keys derived from a data key.
const (
	labelPage = iota + 1
	labelHeader
	labelTweak
	labelSums
	labelMark
)

var errKeySize = errors.New("vault: a data key has 32 bytes")

func newKeys(data []byte) (*keys, error) {
	if len(data) != KeySize {
		return nil, errKeySize
	}
	root, err := aes.NewCipher(data)
	if err != nil {
		return nil, err
	}
	defer forget(root)
	k := new(keys)
	err = errors.Join(
		with(root, labelHeader, func(b cipher.Block) error { k.header = b; return nil }),
		with(root, labelTweak, func(b cipher.Block) error { k.tweak = b; return nil }),
		with(root, labelSums, func(b cipher.Block) error { k.sums = b; return nil }),
		with(root, labelPage, func(b cipher.Block) (err error) {
			defer forget(b) // the AEAD keeps its own copy
			k.page, err = cipher.NewGCM(b)
			return err
		}),
	)
	mark := derive(root, labelMark)
	defer Wipe(mark)
	k.mark[0] = format
	copy(k.mark[1:], mark)
	return k, err
}

// derive returns a key of its own for a purpose: a data key is uniformly random, so AES under it in counter mode is a
// pseudo-random function of the label (SP 800-108). HKDF would do as well, but leaves copies in hash states that nobody
// can wipe.
func derive(root cipher.Block, label byte) []byte {
	k := make([]byte, KeySize)
	copy(k, "fangce vault")
	copy(k[16:], "fangce vault")
	k[13], k[14], k[15] = format, label, 0
	k[29], k[30], k[31] = format, label, 1
	root.Encrypt(k[:16], k[:16])
	root.Encrypt(k[16:], k[16:])
	return k
}

func with(root cipher.Block, label byte, use func(cipher.Block) error) error {
	k := derive(root, label)
	defer Wipe(k)
	b, err := aes.NewCipher(k)
	if err != nil {
		return err
	}
	return use(b)
}

// wipe makes the keys unusable: what is sealed or opened with them afterwards is meaningless.
func (k *keys) wipe() {
	for _, c := range []any{k.page, k.header, k.tweak, k.sums} {
		forget(c)
	}
	clear(k.mark[:])
}

// Wipe overwrites a key that is no longer needed.
func Wipe(b []byte) { clear(b) }

// forget overwrites a cipher: its round keys, of which the first are the key itself, and its tables lie inside the value
// that the interface points to (crypto/aes.Block, crypto/cipher.AEAD). The runtime does not move or copy them.
func forget(c any) {
	if v := reflect.ValueOf(c); v.Kind() == reflect.Pointer && !v.IsNil() {
		v.Elem().SetZero()
	}
}
