import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from openbell.v1 import order_pb2 as _order_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Position(_message.Message):
    __slots__ = ("symbol", "quantity", "average_price", "last_price", "market_value", "unrealized_profit", "realized_profit", "fees")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_PRICE_FIELD_NUMBER: _ClassVar[int]
    LAST_PRICE_FIELD_NUMBER: _ClassVar[int]
    MARKET_VALUE_FIELD_NUMBER: _ClassVar[int]
    UNREALIZED_PROFIT_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PROFIT_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    quantity: str
    average_price: str
    last_price: str
    market_value: str
    unrealized_profit: str
    realized_profit: str
    fees: str
    def __init__(self, symbol: _Optional[str] = ..., quantity: _Optional[str] = ..., average_price: _Optional[str] = ..., last_price: _Optional[str] = ..., market_value: _Optional[str] = ..., unrealized_profit: _Optional[str] = ..., realized_profit: _Optional[str] = ..., fees: _Optional[str] = ...) -> None: ...

class Account(_message.Message):
    __slots__ = ("currency", "cash", "equity", "buying_power", "margin_used", "maintenance_margin", "gross_exposure", "net_exposure", "unrealized_profit", "realized_profit", "fees", "dividends", "barrier", "session_time")
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    CASH_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    BUYING_POWER_FIELD_NUMBER: _ClassVar[int]
    MARGIN_USED_FIELD_NUMBER: _ClassVar[int]
    MAINTENANCE_MARGIN_FIELD_NUMBER: _ClassVar[int]
    GROSS_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    NET_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    UNREALIZED_PROFIT_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PROFIT_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    DIVIDENDS_FIELD_NUMBER: _ClassVar[int]
    BARRIER_FIELD_NUMBER: _ClassVar[int]
    SESSION_TIME_FIELD_NUMBER: _ClassVar[int]
    currency: str
    cash: str
    equity: str
    buying_power: str
    margin_used: str
    maintenance_margin: str
    gross_exposure: str
    net_exposure: str
    unrealized_profit: str
    realized_profit: str
    fees: str
    dividends: str
    barrier: int
    session_time: _timestamp_pb2.Timestamp
    def __init__(self, currency: _Optional[str] = ..., cash: _Optional[str] = ..., equity: _Optional[str] = ..., buying_power: _Optional[str] = ..., margin_used: _Optional[str] = ..., maintenance_margin: _Optional[str] = ..., gross_exposure: _Optional[str] = ..., net_exposure: _Optional[str] = ..., unrealized_profit: _Optional[str] = ..., realized_profit: _Optional[str] = ..., fees: _Optional[str] = ..., dividends: _Optional[str] = ..., barrier: _Optional[int] = ..., session_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Metrics(_message.Message):
    __slots__ = ("orders", "fills", "trades", "win_rate", "net_profit", "fees", "max_drawdown", "exposure", "fills_by_reason")
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    FILLS_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    WIN_RATE_FIELD_NUMBER: _ClassVar[int]
    NET_PROFIT_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    FILLS_BY_REASON_FIELD_NUMBER: _ClassVar[int]
    orders: int
    fills: int
    trades: int
    win_rate: float
    net_profit: str
    fees: str
    max_drawdown: float
    exposure: float
    fills_by_reason: _containers.RepeatedCompositeFieldContainer[FillCount]
    def __init__(self, orders: _Optional[int] = ..., fills: _Optional[int] = ..., trades: _Optional[int] = ..., win_rate: _Optional[float] = ..., net_profit: _Optional[str] = ..., fees: _Optional[str] = ..., max_drawdown: _Optional[float] = ..., exposure: _Optional[float] = ..., fills_by_reason: _Optional[_Iterable[_Union[FillCount, _Mapping]]] = ...) -> None: ...

class FillCount(_message.Message):
    __slots__ = ("reason", "fills")
    REASON_FIELD_NUMBER: _ClassVar[int]
    FILLS_FIELD_NUMBER: _ClassVar[int]
    reason: _order_pb2.FillReason
    fills: int
    def __init__(self, reason: _Optional[_Union[_order_pb2.FillReason, str]] = ..., fills: _Optional[int] = ...) -> None: ...
