# Made from openbell/v1/trading_service.proto by `npm run generate`.
from collections.abc import AsyncIterator, Iterator
from typing import Any, type_check_only

import grpc
import grpc.aio

from openbell._aio import calls as _aio
from openbell._sync import calls as _sync
from openbell.v1 import trading_service_pb2

class TradingServiceStub:
    def __init__(self, channel: grpc.Channel | grpc.aio.Channel) -> None: ...
    AcquireDriver: grpc.UnaryUnaryMultiCallable[trading_service_pb2.AcquireDriverRequest, trading_service_pb2.AcquireDriverResponse]
    ReleaseDriver: grpc.UnaryUnaryMultiCallable[trading_service_pb2.ReleaseDriverRequest, trading_service_pb2.ReleaseDriverResponse]
    Run: grpc.StreamStreamMultiCallable[trading_service_pb2.RunRequest, trading_service_pb2.RunResponse]
    Step: grpc.UnaryUnaryMultiCallable[trading_service_pb2.StepRequest, trading_service_pb2.StepResponse]
    SetTradingState: grpc.UnaryUnaryMultiCallable[trading_service_pb2.SetTradingStateRequest, trading_service_pb2.SetTradingStateResponse]
    PlaceOrder: grpc.UnaryUnaryMultiCallable[trading_service_pb2.PlaceOrderRequest, trading_service_pb2.PlaceOrderResponse]
    ReplaceOrder: grpc.UnaryUnaryMultiCallable[trading_service_pb2.ReplaceOrderRequest, trading_service_pb2.ReplaceOrderResponse]
    CancelOrder: grpc.UnaryUnaryMultiCallable[trading_service_pb2.CancelOrderRequest, trading_service_pb2.CancelOrderResponse]
    CancelAllOrders: grpc.UnaryUnaryMultiCallable[trading_service_pb2.CancelAllOrdersRequest, trading_service_pb2.CancelAllOrdersResponse]
    PreviewOrder: grpc.UnaryUnaryMultiCallable[trading_service_pb2.PreviewOrderRequest, trading_service_pb2.PreviewOrderResponse]
    GetOrder: grpc.UnaryUnaryMultiCallable[trading_service_pb2.GetOrderRequest, trading_service_pb2.GetOrderResponse]
    ListOrders: grpc.UnaryUnaryMultiCallable[trading_service_pb2.ListOrdersRequest, trading_service_pb2.ListOrdersResponse]
    ListFills: grpc.UnaryUnaryMultiCallable[trading_service_pb2.ListFillsRequest, trading_service_pb2.ListFillsResponse]
    ListTrades: grpc.UnaryUnaryMultiCallable[trading_service_pb2.ListTradesRequest, trading_service_pb2.ListTradesResponse]
    ListPositions: grpc.UnaryUnaryMultiCallable[trading_service_pb2.ListPositionsRequest, trading_service_pb2.ListPositionsResponse]
    GetAccount: grpc.UnaryUnaryMultiCallable[trading_service_pb2.GetAccountRequest, trading_service_pb2.GetAccountResponse]
    GetSessionCapabilities: grpc.UnaryUnaryMultiCallable[trading_service_pb2.GetSessionCapabilitiesRequest, trading_service_pb2.GetSessionCapabilitiesResponse]
    GetSessionReport: grpc.UnaryUnaryMultiCallable[trading_service_pb2.GetSessionReportRequest, trading_service_pb2.GetSessionReportResponse]
    ReadEquityCurve: grpc.UnaryStreamMultiCallable[trading_service_pb2.ReadEquityCurveRequest, trading_service_pb2.ReadEquityCurveResponse]

@type_check_only
class TradingServiceCalls:
    AcquireDriver: _sync.UnaryCall[trading_service_pb2.AcquireDriverRequest, trading_service_pb2.AcquireDriverResponse]
    ReleaseDriver: _sync.UnaryCall[trading_service_pb2.ReleaseDriverRequest, trading_service_pb2.ReleaseDriverResponse]
    Run: _sync.DuplexCall[trading_service_pb2.RunRequest, trading_service_pb2.RunResponse]
    Step: _sync.UnaryCall[trading_service_pb2.StepRequest, trading_service_pb2.StepResponse]
    SetTradingState: _sync.UnaryCall[trading_service_pb2.SetTradingStateRequest, trading_service_pb2.SetTradingStateResponse]
    PlaceOrder: _sync.UnaryCall[trading_service_pb2.PlaceOrderRequest, trading_service_pb2.PlaceOrderResponse]
    ReplaceOrder: _sync.UnaryCall[trading_service_pb2.ReplaceOrderRequest, trading_service_pb2.ReplaceOrderResponse]
    CancelOrder: _sync.UnaryCall[trading_service_pb2.CancelOrderRequest, trading_service_pb2.CancelOrderResponse]
    CancelAllOrders: _sync.UnaryCall[trading_service_pb2.CancelAllOrdersRequest, trading_service_pb2.CancelAllOrdersResponse]
    PreviewOrder: _sync.UnaryCall[trading_service_pb2.PreviewOrderRequest, trading_service_pb2.PreviewOrderResponse]
    GetOrder: _sync.UnaryCall[trading_service_pb2.GetOrderRequest, trading_service_pb2.GetOrderResponse]
    ListOrders: _sync.UnaryCall[trading_service_pb2.ListOrdersRequest, trading_service_pb2.ListOrdersResponse]
    ListFills: _sync.UnaryCall[trading_service_pb2.ListFillsRequest, trading_service_pb2.ListFillsResponse]
    ListTrades: _sync.UnaryCall[trading_service_pb2.ListTradesRequest, trading_service_pb2.ListTradesResponse]
    ListPositions: _sync.UnaryCall[trading_service_pb2.ListPositionsRequest, trading_service_pb2.ListPositionsResponse]
    GetAccount: _sync.UnaryCall[trading_service_pb2.GetAccountRequest, trading_service_pb2.GetAccountResponse]
    GetSessionCapabilities: _sync.UnaryCall[trading_service_pb2.GetSessionCapabilitiesRequest, trading_service_pb2.GetSessionCapabilitiesResponse]
    GetSessionReport: _sync.UnaryCall[trading_service_pb2.GetSessionReportRequest, trading_service_pb2.GetSessionReportResponse]
    ReadEquityCurve: _sync.StreamCall[trading_service_pb2.ReadEquityCurveRequest, trading_service_pb2.ReadEquityCurveResponse]

@type_check_only
class TradingServiceAsyncCalls:
    AcquireDriver: _aio.UnaryCall[trading_service_pb2.AcquireDriverRequest, trading_service_pb2.AcquireDriverResponse]
    ReleaseDriver: _aio.UnaryCall[trading_service_pb2.ReleaseDriverRequest, trading_service_pb2.ReleaseDriverResponse]
    Run: _aio.DuplexCall[trading_service_pb2.RunRequest, trading_service_pb2.RunResponse]
    Step: _aio.UnaryCall[trading_service_pb2.StepRequest, trading_service_pb2.StepResponse]
    SetTradingState: _aio.UnaryCall[trading_service_pb2.SetTradingStateRequest, trading_service_pb2.SetTradingStateResponse]
    PlaceOrder: _aio.UnaryCall[trading_service_pb2.PlaceOrderRequest, trading_service_pb2.PlaceOrderResponse]
    ReplaceOrder: _aio.UnaryCall[trading_service_pb2.ReplaceOrderRequest, trading_service_pb2.ReplaceOrderResponse]
    CancelOrder: _aio.UnaryCall[trading_service_pb2.CancelOrderRequest, trading_service_pb2.CancelOrderResponse]
    CancelAllOrders: _aio.UnaryCall[trading_service_pb2.CancelAllOrdersRequest, trading_service_pb2.CancelAllOrdersResponse]
    PreviewOrder: _aio.UnaryCall[trading_service_pb2.PreviewOrderRequest, trading_service_pb2.PreviewOrderResponse]
    GetOrder: _aio.UnaryCall[trading_service_pb2.GetOrderRequest, trading_service_pb2.GetOrderResponse]
    ListOrders: _aio.UnaryCall[trading_service_pb2.ListOrdersRequest, trading_service_pb2.ListOrdersResponse]
    ListFills: _aio.UnaryCall[trading_service_pb2.ListFillsRequest, trading_service_pb2.ListFillsResponse]
    ListTrades: _aio.UnaryCall[trading_service_pb2.ListTradesRequest, trading_service_pb2.ListTradesResponse]
    ListPositions: _aio.UnaryCall[trading_service_pb2.ListPositionsRequest, trading_service_pb2.ListPositionsResponse]
    GetAccount: _aio.UnaryCall[trading_service_pb2.GetAccountRequest, trading_service_pb2.GetAccountResponse]
    GetSessionCapabilities: _aio.UnaryCall[trading_service_pb2.GetSessionCapabilitiesRequest, trading_service_pb2.GetSessionCapabilitiesResponse]
    GetSessionReport: _aio.UnaryCall[trading_service_pb2.GetSessionReportRequest, trading_service_pb2.GetSessionReportResponse]
    ReadEquityCurve: _aio.StreamCall[trading_service_pb2.ReadEquityCurveRequest, trading_service_pb2.ReadEquityCurveResponse]

class TradingServiceServicer:
    def AcquireDriver(self, request: trading_service_pb2.AcquireDriverRequest, context: Any) -> Any: ...
    def ReleaseDriver(self, request: trading_service_pb2.ReleaseDriverRequest, context: Any) -> Any: ...
    def Run(self, request: Iterator[trading_service_pb2.RunRequest] | AsyncIterator[trading_service_pb2.RunRequest], context: Any) -> Any: ...
    def Step(self, request: trading_service_pb2.StepRequest, context: Any) -> Any: ...
    def SetTradingState(self, request: trading_service_pb2.SetTradingStateRequest, context: Any) -> Any: ...
    def PlaceOrder(self, request: trading_service_pb2.PlaceOrderRequest, context: Any) -> Any: ...
    def ReplaceOrder(self, request: trading_service_pb2.ReplaceOrderRequest, context: Any) -> Any: ...
    def CancelOrder(self, request: trading_service_pb2.CancelOrderRequest, context: Any) -> Any: ...
    def CancelAllOrders(self, request: trading_service_pb2.CancelAllOrdersRequest, context: Any) -> Any: ...
    def PreviewOrder(self, request: trading_service_pb2.PreviewOrderRequest, context: Any) -> Any: ...
    def GetOrder(self, request: trading_service_pb2.GetOrderRequest, context: Any) -> Any: ...
    def ListOrders(self, request: trading_service_pb2.ListOrdersRequest, context: Any) -> Any: ...
    def ListFills(self, request: trading_service_pb2.ListFillsRequest, context: Any) -> Any: ...
    def ListTrades(self, request: trading_service_pb2.ListTradesRequest, context: Any) -> Any: ...
    def ListPositions(self, request: trading_service_pb2.ListPositionsRequest, context: Any) -> Any: ...
    def GetAccount(self, request: trading_service_pb2.GetAccountRequest, context: Any) -> Any: ...
    def GetSessionCapabilities(self, request: trading_service_pb2.GetSessionCapabilitiesRequest, context: Any) -> Any: ...
    def GetSessionReport(self, request: trading_service_pb2.GetSessionReportRequest, context: Any) -> Any: ...
    def ReadEquityCurve(self, request: trading_service_pb2.ReadEquityCurveRequest, context: Any) -> Any: ...

def add_TradingServiceServicer_to_server(
    servicer: TradingServiceServicer, server: grpc.Server | grpc.aio.Server
) -> None: ...
