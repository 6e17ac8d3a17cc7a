package centre

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// BlobInput is what every request about a content says; the API library reads embedded parts that are exported only.
type BlobInput struct {
	Authorization string `header:"Authorization" hidden:"true"`
	Sha           string `path:"sha" doc:"SHA-256 of the content, lower-case hexadecimal"`
}

type blobRange struct {
	BlobInput
	Range string `header:"Range" doc:"bytes=from- or bytes=from-to"`
}

type blobChunk struct {
	BlobInput
	Offset  string `header:"Upload-Offset" doc:"where the chunk belongs"`
	RawBody []byte `contentType:"application/offset+octet-stream"`
}

// blobReached answers how far a content has come.
type blobReached struct {
	Offset string `header:"Upload-Offset"`
	Length string `header:"Upload-Length"`
	Cache  string `header:"Cache-Control"`
}

type blobContent struct {
	Status       int
	ContentType  string `header:"Content-Type"`
	ContentRange string `header:"Content-Range"`
	Cache        string `header:"Cache-Control"`
	Body         []byte
}

const noStore = "no-store"

func (c *Centre) routeBlobs(api huma.API) {
	const path = wire.PathBlobs + "/{sha}"
	huma.Register(api, huma.Operation{
		OperationID: "blob-offset", Method: http.MethodHead, Path: path, Tags: []string{"sync"}, Security: needsToken,
		Summary:     "How much of a content the centre has of this person",
		Description: "The offset equals the length once the content is whole, verified and on the disk.",
		Errors:      []int{401, 404},
	}, func(ctx context.Context, in *BlobInput) (*blobReached, error) {
		who, err := c.session(ctx, in.Authorization)
		if err != nil {
			return nil, c.asProblem(err)
		}
		at, err := c.blobOffset(ctx, who.person, in.Sha)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return reached(at), nil
	})
	huma.Register(api, huma.Operation{
		OperationID: "blob-send", Method: http.MethodPatch, Path: path, Tags: []string{"sync"}, Security: needsToken,
		Summary: "Send the next chunk of a content that a row at the centre names",
		Description: "At most 1 MiB. The answer to the last chunk comes once the content is verified and on the disk. " +
			"A chunk that does not follow what is there is refused (409 offset, with the true one), other content too (422 hash).",
		MaxBodyBytes: wire.MaxChunk + 1, BodyReadTimeout: chunkTimeout, DefaultStatus: http.StatusNoContent,
		Errors: []int{400, 401, 404, 409, 413, 422, 429},
	}, func(ctx context.Context, in *blobChunk) (*blobReached, error) {
		who, err := c.session(ctx, in.Authorization)
		if err != nil {
			return nil, c.asProblem(err)
		}
		off, err := strconv.ParseInt(in.Offset, 10, 64)
		if err != nil || off < 0 {
			return nil, invalid("offset", "缺少 Upload-Offset，或不是数字")
		}
		if len(in.RawBody) > wire.MaxChunk {
			return nil, errTooLarge
		}
		at, err := c.takeChunk(ctx, who.person, in.Sha, off, in.RawBody)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return reached(at), nil
	})
	huma.Register(api, huma.Operation{
		OperationID: "blob-fetch", Method: http.MethodGet, Path: path, Tags: []string{"sync"}, Security: needsToken,
		Summary:     "A part of a content that a row in a stream granted to the person names",
		Description: "At most 1 MiB at a time: the answer may end before the range does. Knowing the hash is worth nothing.",
		Errors:      []int{401, 404, 416},
		Responses:   map[string]*huma.Response{"206": {Description: "Partial Content", Content: map[string]*huma.MediaType{"application/octet-stream": {}}}},
	}, func(ctx context.Context, in *blobRange) (*blobContent, error) {
		who, err := c.session(ctx, in.Authorization)
		if err != nil {
			return nil, c.asProblem(err)
		}
		out, err := c.fetchBlob(ctx, who.person, in.Sha, in.Range)
		if err != nil {
			return nil, c.asProblem(err)
		}
		return out, nil
	})
}

// chunkTimeout is for a chunk over a slow line.
const chunkTimeout = 2 * bodyTimeout

func reached(at blobState) *blobReached {
	return &blobReached{strconv.FormatInt(at.offset, 10), strconv.FormatInt(at.size, 10), noStore}
}

// fetchBlob returns a part of a content to somebody who may see a row that names it.
func (c *Centre) fetchBlob(ctx context.Context, p app.Person, sha, span string) (*blobContent, error) {
	right, err := c.blobRightOf(ctx, p, sha)
	if err != nil {
		return nil, err
	}
	if !right.fetch {
		return nil, errNoBlob
	}
	off, n, err := parseRange(span)
	if err != nil {
		return nil, err
	}
	chunk, size, err := c.blobs.read(sha, off, n)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoBlob
	}
	if err != nil {
		return nil, err
	}
	if len(chunk) == 0 {
		p := &problem{status: http.StatusRequestedRangeNotSatisfiable, Problem: wire.Problem{Code: wire.CodeOffset, Expected: size, Message: "附件内容没有这么长"}}
		return nil, huma.ErrorWithHeaders(p, http.Header{"Content-Range": {fmt.Sprintf("bytes */%d", size)}})
	}
	return &blobContent{
		Status: http.StatusPartialContent, ContentType: "application/octet-stream", Cache: noStore, Body: chunk,
		ContentRange: fmt.Sprintf("bytes %d-%d/%d", off, off+int64(len(chunk))-1, size),
	}, nil
}

// parseRange reads "bytes=from-" or "bytes=from-to"; no more than wire.MaxChunk bytes are given at once.
func parseRange(s string) (off, n int64, err error) {
	if s == "" {
		return 0, wire.MaxChunk, nil
	}
	first, last, ok := strings.Cut(strings.TrimPrefix(s, "bytes="), "-")
	off, err = strconv.ParseInt(first, 10, 64)
	if !ok || err != nil || off < 0 || !strings.HasPrefix(s, "bytes=") {
		return 0, 0, invalid("range", "无法识别的 Range")
	}
	if last == "" {
		return off, wire.MaxChunk, nil
	}
	to, err := strconv.ParseInt(last, 10, 64)
	if err != nil || to < off {
		return 0, 0, invalid("range", "无法识别的 Range")
	}
	return off, min(to-off, wire.MaxChunk-1) + 1, nil
}
