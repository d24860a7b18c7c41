package openbell

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

var (
	// The port is insisted on: that of HTTP is never the server's.
	hostAndPort = regexp.MustCompile(`^(?:(?i:http)://)?((?:\[[^/?#@\s]+\]|[^/?#@\s:]+):\d+)/?$`)
	unixSocket  = regexp.MustCompile(`^unix:(?://(/))?(.+[^/])$`)
)

// parseAddress gives the gRPC target of an address, and the name that messages call it by.
func parseAddress(address string) (target, name string, err error) {
	if parts := unixSocket.FindStringSubmatch(address); parts != nil {
		return "unix:" + parts[1] + parts[2], address, nil
	}
	switch scheme, _, _ := strings.Cut(address, ":"); strings.ToLower(scheme) {
	case "unix":
		return "", "", fmt.Errorf("the address %q names no file of a socket, for example "+
			`"unix:/run/openbell/grpc.sock"`, address)
	case "https":
		return "", "", fmt.Errorf("the address %q is https: TLS is not served yet, use http://", address)
	}
	if parts := hostAndPort.FindStringSubmatch(address); parts != nil {
		if parsed, err := url.Parse("http://" + parts[1]); err == nil && isPort(parsed.Port()) {
			return "dns:///" + parts[1], parsed.Host, nil
		}
	}
	return "", "", fmt.Errorf("the address %q is no host and port, for example "+
		`"http://127.0.0.1:50051"`, address)
}

func isPort(text string) bool {
	port, err := strconv.ParseUint(text, 10, 16)
	return err == nil && port > 0
}
