package device

import (
	"net"
	"slices"
	"strings"
	"time"
)

// lookEvery is how often a laptop that waits looks whether its network, or the time, is another: both without sending
// anything.
const lookEvery = 5 * time.Second

// addresses names the networks the machine is in; "" if there is none.
func addresses() string {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return ""
	}
	var out []string
	for _, a := range all {
		n, ok := a.(*net.IPNet)
		if ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			out = append(out, n.String())
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
