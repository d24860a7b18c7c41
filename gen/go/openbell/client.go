package openbell

import (
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// Client calls one server. It may be used by many goroutines at once.
//
// Every call of the stubs, made here or by a loop of this package, fails with an [*Error]. A unary
// call has a deadline: that of its context, or the client's timeout. It is repeated where that is
// safe, after UNAVAILABLE only. Every mutation carries a request_id, made here where the caller
// gives none. A stream that says nothing for the client's timeout, or for three of a feed's
// heartbeats, ends with UNAVAILABLE.
type Client struct {
	// Sessions creates, runs and lists sessions.
	Sessions openbellv1.SessionServiceClient
	// Market reads markets, instruments and market data.
	Market openbellv1.MarketDataServiceClient
	// Trading places orders, and reads what they came to.
	Trading openbellv1.TradingServiceClient

	connection *grpc.ClientConn
	calls      *calls
	closing    sync.Once
}

// Openbell's own pages are far below; this is what a client bears before it gives up.
const maxReceiveBytes = 16 << 20

// Connect makes a client of the server at an address: "http://host:port", "host:port", or
// "unix:/path". It connects when the first call is made, so that an error is one of the arguments
// alone.
func Connect(address string, options ...Option) (*Client, error) {
	target, name, err := parseAddress(address)
	if err != nil {
		return nil, err
	}
	set, err := settingsOf(options)
	if err != nil {
		return nil, err
	}
	calls := &calls{server: name, settings: set, closed: make(chan struct{})}
	dial := append(retrying(set.attempts),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUserAgent("openbell-go/"+Version),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxReceiveBytes)),
		grpc.WithUnaryInterceptor(calls.unary),
		grpc.WithStreamInterceptor(calls.stream),
		// Pings only while calls are open, so that a watch notices a dead connection even where a
		// middlebox keeps the socket open.
		grpc.WithKeepaliveParams(keepalive.ClientParameters{
			Time: 25 * time.Second, Timeout: 10 * time.Second,
		}),
		// The loops wait by themselves between streams: the connection must be quicker than they.
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff: backoff.Config{
				BaseDelay: 100 * time.Millisecond, Multiplier: 2, Jitter: 0.2, MaxDelay: 2 * time.Second,
			},
			MinConnectTimeout: 20 * time.Second,
		}),
	)
	connection, err := grpc.NewClient(target, dial...)
	if err != nil {
		return nil, err
	}
	return &Client{
		Sessions:   openbellv1.NewSessionServiceClient(connection),
		Market:     openbellv1.NewMarketDataServiceClient(connection),
		Trading:    openbellv1.NewTradingServiceClient(connection),
		connection: connection,
		calls:      calls,
	}, nil
}

// Close ends the connection and what runs on it, with codes.Canceled. Closing again does nothing.
func (c *Client) Close() (err error) {
	c.closing.Do(func() {
		close(c.calls.closed)
		err = c.connection.Close()
	})
	return err
}
