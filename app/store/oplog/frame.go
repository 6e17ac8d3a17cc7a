package oplog

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/fangce/fangce/app/store/subkey"
)

// KeySize is the length of the data key in bytes.
const KeySize = 32

const (
	headerMark = "FANGCEL\x01" // the last byte is the version of the format
	frameMark  = "\xf5\xa7FRAME\n"
	idSize     = 16
	checkSize  = 16
	headerSize = len(headerMark) + idSize + checkSize + 4
	frameHead  = len(frameMark) + idSize + 4 + 8 + 8 + 4
	sealing    = 12 + 16 // nonce and tag of a payload

	// maxPayload bounds a frame before it is sealed, in bytes; one operation is far below.
	maxPayload = 16 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

type logID [idSize]byte

// codec seals and opens the frames of one log.
type codec struct {
	id    logID
	check []byte // what the header shows of the key
	aead  cipher.AEAD
}

func newID() (id logID) {
	_, _ = rand.Read(id[:]) // never fails
	return id
}

func newCodec(key []byte, id logID) (*codec, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("oplog: the key has %d bytes", len(key))
	}
	sub := subkey.Derive(key, id[:], "fangce/outbox.log/1", KeySize+checkSize)
	defer clear(sub)
	block, err := aes.NewCipher(sub[:KeySize])
	if err != nil {
		return nil, err
	}
	defer subkey.Forget(block) // the AEAD keeps its own copy
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return &codec{id: id, check: bytes.Clone(sub[KeySize:]), aead: aead}, err
}

// forget takes the key out of memory.
func (c *codec) forget() {
	if c != nil {
		subkey.Forget(c.aead)
	}
}

// header returns the beginning of the file.
func (c *codec) header() []byte {
	b := append([]byte(headerMark), c.id[:]...)
	b = append(b, c.check...)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// parseHeader returns the id a header names and its check of the key; false if it is none.
func parseHeader(b []byte) (id logID, check []byte, ok bool) {
	if len(b) < headerSize || string(b[:len(headerMark)]) != headerMark {
		return id, nil, false
	}
	body := b[:headerSize-4]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(b[headerSize-4:]) {
		return id, nil, false
	}
	copy(id[:], b[len(headerMark):])
	return id, bytes.Clone(body[len(headerMark)+idSize:]), true
}

// owns reports whether a header's check was made with this codec's key.
func (c *codec) owns(check []byte) bool { return hmac.Equal(c.check, check) }

// head is what stands before a payload.
type head struct {
	id      logID
	length  int    // of the sealed payload
	seq     uint64 // number of the frame in its log, from 1
	durable uint64 // the last frame that was flushed when this one was written
	crc     uint32
}

// parseHead reads what follows a mark; false if it cannot be a frame.
func parseHead(b []byte) (h head, ok bool) {
	if len(b) < frameHead || string(b[:len(frameMark)]) != frameMark {
		return h, false
	}
	b = b[len(frameMark):]
	copy(h.id[:], b)
	b = b[idSize:]
	h.length = int(binary.LittleEndian.Uint32(b))
	h.seq = binary.LittleEndian.Uint64(b[4:])
	h.durable = binary.LittleEndian.Uint64(b[12:])
	h.crc = binary.LittleEndian.Uint32(b[20:])
	return h, h.length > sealing && h.length <= maxPayload+sealing && h.durable < h.seq
}

// bound returns the part of a frame's head its payload is sealed together with.
func bound(frame []byte) []byte { return frame[len(frameMark) : frameHead-4] }

// append adds the frame of a payload to b.
func (c *codec) append(b, payload []byte, seq, durable uint64) []byte {
	start := len(b)
	b = append(append(b, frameMark...), c.id[:]...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(payload)+sealing))
	b = binary.LittleEndian.AppendUint64(b, seq)
	b = binary.LittleEndian.AppendUint64(b, durable)
	crcAt := len(b)
	b = append(b, 0, 0, 0, 0)
	b = c.aead.Seal(b, nil, payload, bound(b[start:])) //nolint:gosec // G407: this cipher takes a random nonce by itself
	binary.LittleEndian.PutUint32(b[crcAt:], checksum(b[start:]))
	return b
}

// checksum covers a frame but for its mark and itself.
func checksum(frame []byte) uint32 {
	return crc32.Update(crc32.Checksum(bound(frame), castagnoli), castagnoli, frame[frameHead:])
}

// open returns the payload of a whole frame, false if it is damaged or of another log.
func (c *codec) open(frame []byte, h head) ([]byte, bool) {
	if h.id != c.id || checksum(frame) != h.crc {
		return nil, false
	}
	payload, err := c.aead.Open(nil, nil, frame[frameHead:], bound(frame))
	return payload, err == nil
}
