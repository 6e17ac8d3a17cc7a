package device

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// refusal is the centre's answer that is not a success, the cause behind the app error people see.
type refusal struct {
	status  int
	problem wire.Problem
	wait    time.Duration // Retry-After, 0 none
}

// Error implements error.
func (r *refusal) Error() string {
	return fmt.Sprintf("centre answered %d %s %s", r.status, r.problem.Code, r.problem.Message)
}

// refusedAs returns the centre's problem behind err if it carries that code.
func refusedAs(err error, code string) (*refusal, bool) {
	var r *refusal
	if errors.As(err, &r) && r.problem.Code == code {
		return r, true
	}
	return nil, false
}

// refusalOf sets r to the centre's problem behind err, if there is one.
func refusalOf(err error, r **refusal) bool { return errors.As(err, r) }

// asked returns how long the centre asked to wait before the next attempt, 0 if it did not.
func asked(err error) time.Duration {
	var r *refusal
	if errors.As(err, &r) {
		return r.wait
	}
	return 0
}

// passed are the codes of the centre's problems that mean the same on the laptop; their message is shown as it came.
var passed = map[string]bool{
	app.ErrInvalid: true, app.ErrNotFound: true, app.ErrConflict: true, app.ErrForbidden: true, app.ErrRefused: true,
	app.ErrCode: true,
}

// problemError turns an answer that is not a success into an app error.
func problemError(status int, body []byte, wait time.Duration) error {
	r := &refusal{status: status, wait: wait}
	if err := json.Unmarshal(body, &r.problem); err != nil || r.problem.Code == "" {
		r.problem = wire.Problem{Message: strings.ToValidUTF8(string(body[:min(len(body), 200)]), "")}
	}
	e := &app.Error{Field: r.problem.Field, Cause: r}
	switch code := r.problem.Code; {
	case code == wire.CodeToken, code == app.ErrUnauthorised:
		e.Code, e.Message = app.ErrUnauthorised, "本机的登记已失效，请向中心申请新的登记码后重新登记；未发送的内容仍保存在本机"
	case code == wire.CodeCloned:
		e.Code, e.Message = app.ErrUnauthorised, "这份数据曾在另一台电脑上使用过，正在为本机另行登记；未发送的内容仍保存在本机"
	case code == wire.CodeRevoked, code == wire.CodeWipe:
		e.Code, e.Message = app.ErrUnauthorised, "中心已停用这台电脑上的该账号"
	case code == wire.CodeClock:
		e.Code, e.Message = app.ErrOffline, "本机时钟与中心相差过大，请校准电脑的日期和时间"
	case code == wire.CodeUpgrade || status == http.StatusUpgradeRequired:
		e.Code, e.Message = app.ErrRefused, "本机程序版本过旧，请先更新访册再接收新内容；本机所写内容已照常上报"
	case code == wire.CodeTooLarge || status == http.StatusRequestEntityTooLarge:
		e.Code, e.Message = app.ErrRefused, "一次发送的内容过大，中心没有接收；内容仍保存在本机"
	case code == wire.CodeEpoch:
		e.Code, e.Message = app.ErrConflict, "中心的数据库已恢复，需要重新同步"
	case code == wire.CodeExpected:
		e.Code, e.Message = app.ErrConflict, "中心缺少本机较早发送的内容，请联系中心处理；内容仍保存在本机"
	case status == http.StatusTooManyRequests:
		e.Code, e.Message = app.ErrOffline, "中心正忙，请稍后再试"
	case status >= 500:
		e.Code, e.Message = app.ErrOffline, "中心暂时不能提供服务，请稍后再试"
	case code == "" && (status == http.StatusNotFound || status < 400):
		e.Code, e.Message = app.ErrOffline, "这个地址上没有访册中心，请检查中心地址和网络"
	case status == http.StatusUnauthorized:
		e.Code, e.Message = app.ErrUnauthorised, "中心不认识本机，请重新登记；未发送的内容仍保存在本机"
	case code == "":
		e.Code, e.Message = app.ErrOffline, "收到的答复无法识别，可能网络需要先登录，请检查网络"
	case passed[code]:
		e.Code, e.Message = code, r.problem.Message
	default:
		e.Code, e.Message = app.ErrRefused, r.problem.Message
	}
	if e.Message == "" {
		e.Message = defaultMessage[e.Code]
	}
	return e
}

// defaultMessage is shown where the centre gave no text of its own.
var defaultMessage = map[string]string{
	app.ErrInvalid:   "中心认为内容有误，没有接收",
	app.ErrNotFound:  "中心没有这项内容",
	app.ErrConflict:  "这项内容在中心已有变动",
	app.ErrForbidden: "您的岗位无权进行此操作",
	app.ErrRefused:   "中心没有接收",
	app.ErrCode:      "登记码不正确、已使用或已过期，请向中心重新申请",
}

// What is said of a server that nobody vouches for.
const (
	certMessage = "中心的安全证书无法验证，请检查中心地址，或联系中心"
	pinMessage  = "这个地址上的中心与地址中的校验码不符，为安全起见没有连接，请向中心核对地址"
)

// networkError turns a failed exchange into an app error: ErrCancelled if the caller gave up, ErrOffline otherwise.
func networkError(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return &app.Error{Code: app.ErrCancelled, Message: "已取消", Cause: err}
	}
	if own := (*app.Error)(nil); errors.As(err, &own) {
		return own
	}
	e := &app.Error{Code: app.ErrOffline, Message: "连接不上中心，请检查网络；所写内容已保存在本机", Cause: err}
	var (
		timeout net.Error
		cert    *tls.CertificateVerificationError
		name    *net.DNSError
		syntax  *json.SyntaxError
	)
	switch {
	case errors.Is(err, errPin):
		e.Message = pinMessage
	case errors.As(err, &cert):
		e.Message = certMessage
	case errors.As(err, &name):
		e.Message = "找不到中心的地址，请检查网络和中心地址"
	case errors.As(err, &syntax), errors.Is(err, wire.ErrTooLarge):
		e.Message = "收到的答复无法识别，可能网络需要先登录，请检查网络"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		e.Message = "中心长时间没有答复，请稍后再试；所写内容已保存在本机"
	}
	return e
}

// retryAfter reads the header as seconds or as a date.
func retryAfter(h http.Header, clock app.Clock) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.Atoi(v); err == nil {
		return max(0, time.Duration(n)*time.Second)
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(0, t.Sub(clock()))
	}
	return 0
}
