// Package logline keeps what people typed out of log lines. A log may lie in the open long after the account it tells of
// was locked, so of an error it says which kind it is and where it came up, never what it is about: a path names a
// customer's form, a number that could not be read is somebody's phone, a search that failed is somebody's name.
package logline

import (
	"context"
	"log/slog"
)

// Handler hands records on with every error in them described by Describe.
type Handler struct{ next slog.Handler }

// NewHandler returns a handler in front of another.
func NewHandler(next slog.Handler) *Handler { return &Handler{next} }

// Enabled implements slog.Handler.
func (h *Handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle implements slog.Handler.
func (h *Handler) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, r.Message, r.PC)
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(discreet(a))
		return true
	})
	return h.next.Handle(ctx, out)
}

// WithAttrs implements slog.Handler.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	out := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		out[i] = discreet(a)
	}
	return &Handler{h.next.WithAttrs(out)}
}

// WithGroup implements slog.Handler.
func (h *Handler) WithGroup(name string) slog.Handler { return &Handler{h.next.WithGroup(name)} }

func discreet(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindGroup:
		var parts []any
		for _, part := range v.Group() {
			parts = append(parts, discreet(part))
		}
		return slog.Group(a.Key, parts...)
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			return slog.String(a.Key, Describe(err))
		}
	}
	return a
}
