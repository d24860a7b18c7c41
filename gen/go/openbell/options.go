package openbell

import (
	"fmt"
	"strings"
	"time"
)

// Option says how a client calls the server.
type Option func(*settings)

type settings struct {
	token    string
	timeout  time.Duration
	attempts int
}

// WithToken sends a bearer token with every call; an empty one is none.
func WithToken(token string) Option {
	return func(s *settings) { s.token = token }
}

// WithTimeout sets how long a unary call may take, all attempts together, where its context has no
// deadline of its own, and how long a stream may say nothing. Default: 30 seconds.
func WithTimeout(timeout time.Duration) Option {
	return func(s *settings) { s.timeout = timeout }
}

// WithAttempts sets how often a call is tried in all, where repeating it is safe. Default: 3; with
// 1 nothing is tried again.
func WithAttempts(attempts int) Option {
	return func(s *settings) { s.attempts = attempts }
}

func settingsOf(options []Option) (settings, error) {
	s := settings{timeout: 30 * time.Second, attempts: 3}
	for _, option := range options {
		option(&s)
	}
	// What gRPC allows in a header; it would refuse the token with every call.
	isPrintable := func(r rune) bool { return r >= ' ' && r <= '~' }
	switch {
	case s.timeout <= 0:
		return s, fmt.Errorf("the timeout is %v: it must be above 0", s.timeout)
	case s.attempts < 1:
		return s, fmt.Errorf("attempts is %d: it must be 1 or more", s.attempts)
	case strings.ContainsFunc(s.token, func(r rune) bool { return !isPrintable(r) }):
		return s, fmt.Errorf("the token holds a character that is not printable ASCII")
	}
	return s, nil
}
