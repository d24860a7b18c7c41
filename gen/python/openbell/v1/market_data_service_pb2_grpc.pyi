# Made from openbell/v1/market_data_service.proto by `npm run generate`.
from collections.abc import AsyncIterator, Iterator
from typing import Any, type_check_only

import grpc
import grpc.aio

from openbell._aio import calls as _aio
from openbell._sync import calls as _sync
from openbell.v1 import market_data_service_pb2

class MarketDataServiceStub:
    def __init__(self, channel: grpc.Channel | grpc.aio.Channel) -> None: ...
    ListMarkets: grpc.UnaryUnaryMultiCallable[market_data_service_pb2.ListMarketsRequest, market_data_service_pb2.ListMarketsResponse]
    ListInstruments: grpc.UnaryUnaryMultiCallable[market_data_service_pb2.ListInstrumentsRequest, market_data_service_pb2.ListInstrumentsResponse]
    GetInstrument: grpc.UnaryUnaryMultiCallable[market_data_service_pb2.GetInstrumentRequest, market_data_service_pb2.GetInstrumentResponse]
    ListTradingSessions: grpc.UnaryUnaryMultiCallable[market_data_service_pb2.ListTradingSessionsRequest, market_data_service_pb2.ListTradingSessionsResponse]
    ReadBars: grpc.UnaryStreamMultiCallable[market_data_service_pb2.ReadBarsRequest, market_data_service_pb2.ReadBarsResponse]
    ReadTrades: grpc.UnaryStreamMultiCallable[market_data_service_pb2.ReadTradesRequest, market_data_service_pb2.ReadTradesResponse]
    ReadQuotes: grpc.UnaryStreamMultiCallable[market_data_service_pb2.ReadQuotesRequest, market_data_service_pb2.ReadQuotesResponse]

@type_check_only
class MarketDataServiceCalls:
    ListMarkets: _sync.UnaryCall[market_data_service_pb2.ListMarketsRequest, market_data_service_pb2.ListMarketsResponse]
    ListInstruments: _sync.UnaryCall[market_data_service_pb2.ListInstrumentsRequest, market_data_service_pb2.ListInstrumentsResponse]
    GetInstrument: _sync.UnaryCall[market_data_service_pb2.GetInstrumentRequest, market_data_service_pb2.GetInstrumentResponse]
    ListTradingSessions: _sync.UnaryCall[market_data_service_pb2.ListTradingSessionsRequest, market_data_service_pb2.ListTradingSessionsResponse]
    ReadBars: _sync.StreamCall[market_data_service_pb2.ReadBarsRequest, market_data_service_pb2.ReadBarsResponse]
    ReadTrades: _sync.StreamCall[market_data_service_pb2.ReadTradesRequest, market_data_service_pb2.ReadTradesResponse]
    ReadQuotes: _sync.StreamCall[market_data_service_pb2.ReadQuotesRequest, market_data_service_pb2.ReadQuotesResponse]

@type_check_only
class MarketDataServiceAsyncCalls:
    ListMarkets: _aio.UnaryCall[market_data_service_pb2.ListMarketsRequest, market_data_service_pb2.ListMarketsResponse]
    ListInstruments: _aio.UnaryCall[market_data_service_pb2.ListInstrumentsRequest, market_data_service_pb2.ListInstrumentsResponse]
    GetInstrument: _aio.UnaryCall[market_data_service_pb2.GetInstrumentRequest, market_data_service_pb2.GetInstrumentResponse]
    ListTradingSessions: _aio.UnaryCall[market_data_service_pb2.ListTradingSessionsRequest, market_data_service_pb2.ListTradingSessionsResponse]
    ReadBars: _aio.StreamCall[market_data_service_pb2.ReadBarsRequest, market_data_service_pb2.ReadBarsResponse]
    ReadTrades: _aio.StreamCall[market_data_service_pb2.ReadTradesRequest, market_data_service_pb2.ReadTradesResponse]
    ReadQuotes: _aio.StreamCall[market_data_service_pb2.ReadQuotesRequest, market_data_service_pb2.ReadQuotesResponse]

class MarketDataServiceServicer:
    def ListMarkets(self, request: market_data_service_pb2.ListMarketsRequest, context: Any) -> Any: ...
    def ListInstruments(self, request: market_data_service_pb2.ListInstrumentsRequest, context: Any) -> Any: ...
    def GetInstrument(self, request: market_data_service_pb2.GetInstrumentRequest, context: Any) -> Any: ...
    def ListTradingSessions(self, request: market_data_service_pb2.ListTradingSessionsRequest, context: Any) -> Any: ...
    def ReadBars(self, request: market_data_service_pb2.ReadBarsRequest, context: Any) -> Any: ...
    def ReadTrades(self, request: market_data_service_pb2.ReadTradesRequest, context: Any) -> Any: ...
    def ReadQuotes(self, request: market_data_service_pb2.ReadQuotesRequest, context: Any) -> Any: ...

def add_MarketDataServiceServicer_to_server(
    servicer: MarketDataServiceServicer, server: grpc.Server | grpc.aio.Server
) -> None: ...
