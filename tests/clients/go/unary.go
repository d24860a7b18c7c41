package main

import (
	"context"
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"openbell.dev/gen/go/openbell"
	openbellv1 "openbell.dev/gen/go/openbell/v1"
)

func runUnary(
	ctx context.Context, client *openbell.Client, asked *unaryAction, done *outcome,
) error {
	if asked.TimeoutMs > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, milliseconds(asked.TimeoutMs))
		defer cancel()
	}
	answer, err := call(ctx, client, asked)
	if err != nil {
		return err
	}
	return done.answer(answer)
}

func call(
	ctx context.Context, client *openbell.Client, asked *unaryAction,
) (proto.Message, error) {
	switch asked.Method {
	case "openbell.v1.SessionService/GetSession":
		return made(ctx, client.Sessions.GetSession, asked, &openbellv1.GetSessionRequest{})
	case "openbell.v1.SessionService/CreateSession":
		return made(ctx, client.Sessions.CreateSession, asked, &openbellv1.CreateSessionRequest{})
	case "openbell.v1.SessionService/StartSession":
		return made(ctx, client.Sessions.StartSession, asked, &openbellv1.StartSessionRequest{})
	case "openbell.v1.SessionService/ListSessions":
		return made(ctx, client.Sessions.ListSessions, asked, &openbellv1.ListSessionsRequest{})
	case "openbell.v1.TradingService/PlaceOrder":
		return made(ctx, client.Trading.PlaceOrder, asked, &openbellv1.PlaceOrderRequest{})
	case "openbell.v1.TradingService/ReplaceOrder":
		return made(ctx, client.Trading.ReplaceOrder, asked, &openbellv1.ReplaceOrderRequest{})
	case "openbell.v1.TradingService/GetSessionReport":
		return made(ctx, client.Trading.GetSessionReport, asked,
			&openbellv1.GetSessionReportRequest{})
	}
	return nil, fmt.Errorf("the adapter does not know the method %s", asked.Method)
}

// made makes a call with a method of a stub.
func made[Request, Answer proto.Message](
	ctx context.Context,
	method func(context.Context, Request, ...grpc.CallOption) (Answer, error),
	asked *unaryAction, message Request,
) (proto.Message, error) {
	if err := proto.Unmarshal(asked.Request, message); err != nil {
		return nil, err
	}
	return method(ctx, message)
}
