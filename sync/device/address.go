package device

import (
	"net"
	"net/netip"
	"net/url"
	"strings"

	"github.com/fangce/fangce/app"
)

// ParseAddress returns the centre's address as it is kept: scheme, host and port, without a slash at the end. An address
// without a scheme is https, http for a loopback address. Plain http to any other machine is refused, since customers'
// data would travel readable. "#" and 32 letters and digits at the end say which private authority vouches for the centre,
// see pinned. Errors are app.ErrInvalid about the field "centre".
func ParseAddress(typed string) (string, error) {
	s, pin, hasPin := strings.Cut(strings.TrimSpace(typed), "#")
	if pin = strings.ToUpper(strings.TrimSpace(pin)); hasPin && !validPin(pin) {
		return "", app.FieldErrorf(app.ErrInvalid, "centre", "中心地址中“#”后面的校验码应为 32 位字母和数字，请照中心给的地址填写")
	}
	s = strings.TrimRight(strings.TrimSpace(s), "/")
	if s == "" || strings.HasSuffix(s, ":") {
		return "", app.FieldErrorf(app.ErrInvalid, "centre", "请填写中心地址")
	}
	if !strings.Contains(s, "://") {
		scheme := "https://"
		if u, err := url.Parse("https://" + s); err == nil && loopback(u.Hostname()) && !hasPin {
			scheme = "http://"
		}
		s = scheme + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" {
		return "", app.FieldErrorf(app.ErrInvalid, "centre", "中心地址“%s”不正确，应类似 https://centre.example.cn", typed)
	}
	switch u.Scheme = strings.ToLower(u.Scheme); {
	case u.Scheme == "https":
	case u.Scheme == "http" && loopback(u.Hostname()):
	case u.Scheme == "http":
		return "", app.FieldErrorf(app.ErrInvalid, "centre", "中心地址必须以 https:// 开头，客户资料不能明文传输")
	default:
		return "", app.FieldErrorf(app.ErrInvalid, "centre", "中心地址必须以 https:// 开头")
	}
	if hasPin {
		if u.Scheme != "https" {
			return "", app.FieldErrorf(app.ErrInvalid, "centre", "带校验码的中心地址必须以 https:// 开头")
		}
		pin = "#" + pin
	}
	return u.Scheme + "://" + strings.ToLower(u.Host) + strings.TrimRight(u.EscapedPath(), "/") + pin, nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}

// onlyLoopback refuses a connection that would carry plain http off this machine, whatever a name resolved to.
func onlyLoopback(conn net.Conn) error {
	if a, ok := conn.RemoteAddr().(*net.TCPAddr); ok && a.IP.IsLoopback() {
		return nil
	}
	return app.Errorf(app.ErrInvalid, "中心地址必须以 https:// 开头，客户资料不能明文传输")
}
