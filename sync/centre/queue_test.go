package centre

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestWhoWaitsTooLongIsToldToComeBack(t *testing.T) {
	working, finish := make(chan struct{}), make(chan struct{})
	h := newQueue(1, 20*time.Millisecond).places(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		working <- struct{}{}
		<-finish
	}))
	go h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
	<-working
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `"code":"internal"`) {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	finish <- struct{}{}
	go func() { <-working; finish <- struct{}{} }()
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != http.StatusOK {
		t.Errorf("after the first had finished: %d", w.Code)
	}
}
