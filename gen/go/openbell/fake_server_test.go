package openbell

import (
	"context"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

// fakeServer answers calls as a test says.
type fakeServer struct {
	openbellv1.UnimplementedSessionServiceServer
	openbellv1.UnimplementedTradingServiceServer
	create func(*openbellv1.CreateSessionRequest) error
	watch  func(openbellv1.SessionService_WatchSessionsServer) error
	run    func(openbellv1.TradingService_RunServer) error
	// driver is told of each call that takes or leaves a session; nil where it does not matter.
	driver func(context.Context)
}

func (f *fakeServer) CreateSession(
	_ context.Context, request *openbellv1.CreateSessionRequest,
) (*openbellv1.CreateSessionResponse, error) {
	return &openbellv1.CreateSessionResponse{}, f.create(request)
}

func (f *fakeServer) WatchSessions(
	_ *openbellv1.WatchSessionsRequest, stream openbellv1.SessionService_WatchSessionsServer,
) error {
	return f.watch(stream)
}

func (f *fakeServer) AcquireDriver(
	ctx context.Context, _ *openbellv1.AcquireDriverRequest,
) (*openbellv1.AcquireDriverResponse, error) {
	if f.driver != nil {
		f.driver(ctx)
	}
	return &openbellv1.AcquireDriverResponse{DriverToken: "token"}, nil
}

func (f *fakeServer) ReleaseDriver(
	ctx context.Context, _ *openbellv1.ReleaseDriverRequest,
) (*openbellv1.ReleaseDriverResponse, error) {
	if f.driver != nil {
		f.driver(ctx)
	}
	return &openbellv1.ReleaseDriverResponse{}, nil
}

func (f *fakeServer) Run(stream openbellv1.TradingService_RunServer) error {
	return f.run(stream)
}

// start serves until the test ends, or the returned function is called, and connects.
func (f *fakeServer) start(t *testing.T, options ...Option) (client *Client, stop func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	openbellv1.RegisterSessionServiceServer(server, f)
	openbellv1.RegisterTradingServiceServer(server, f)
	go server.Serve(listener)
	client, err = Connect(listener.Addr().String(), append(options, WithTimeout(time.Minute))...)
	if err != nil {
		t.Fatal(err)
	}
	stop = func() {
		client.Close()
		server.Stop()
	}
	t.Cleanup(stop)
	return client, stop
}

// feedOf sends an opening frame and one session, and then nothing more.
func feedOf(stream openbellv1.SessionService_WatchSessionsServer) error {
	session := &openbellv1.Session{SessionId: "ses_a"}
	for _, frame := range []*openbellv1.WatchSessionsResponse{
		{FrameNumber: 1, Frame: &openbellv1.WatchSessionsResponse_Opened{
			Opened: &openbellv1.Opened{Snapshot: true},
		}},
		{FrameNumber: 2, Frame: &openbellv1.WatchSessionsResponse_Snapshot{
			Snapshot: &openbellv1.Snapshot{Sessions: []*openbellv1.Session{session}},
		}},
	} {
		if err := stream.Send(frame); err != nil {
			return err
		}
	}
	<-stream.Context().Done()
	return nil
}

// turnsOf answers so many turns, and then nothing more.
func turnsOf(count int) func(openbellv1.TradingService_RunServer) error {
	return func(stream openbellv1.TradingService_RunServer) error {
		for barrier := 1; barrier <= count; barrier++ {
			if _, err := stream.Recv(); err != nil {
				return err
			}
			result := &openbellv1.TurnResult{Barrier: int64(barrier)}
			if err := stream.Send(&openbellv1.RunResponse{Result: result}); err != nil {
				return err
			}
		}
		<-stream.Context().Done()
		return nil
	}
}

func unavailable(*openbellv1.CreateSessionRequest) error {
	return status.Error(codes.Unavailable, "not now")
}
