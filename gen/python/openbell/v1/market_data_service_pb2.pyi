import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from openbell.v1 import market_data_pb2 as _market_data_pb2
from openbell.v1 import session_pb2 as _session_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListMarketsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListMarketsResponse(_message.Message):
    __slots__ = ("markets", "next_page_token")
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    markets: _containers.RepeatedCompositeFieldContainer[_market_data_pb2.Market]
    next_page_token: str
    def __init__(self, markets: _Optional[_Iterable[_Union[_market_data_pb2.Market, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class InstrumentFilter(_message.Message):
    __slots__ = ("asset_classes", "market_ids", "currencies", "statuses", "series_kinds", "has_data")
    ASSET_CLASSES_FIELD_NUMBER: _ClassVar[int]
    MARKET_IDS_FIELD_NUMBER: _ClassVar[int]
    CURRENCIES_FIELD_NUMBER: _ClassVar[int]
    STATUSES_FIELD_NUMBER: _ClassVar[int]
    SERIES_KINDS_FIELD_NUMBER: _ClassVar[int]
    HAS_DATA_FIELD_NUMBER: _ClassVar[int]
    asset_classes: _containers.RepeatedScalarFieldContainer[_market_data_pb2.AssetClass]
    market_ids: _containers.RepeatedScalarFieldContainer[str]
    currencies: _containers.RepeatedScalarFieldContainer[str]
    statuses: _containers.RepeatedScalarFieldContainer[_market_data_pb2.InstrumentStatus]
    series_kinds: _containers.RepeatedScalarFieldContainer[_market_data_pb2.SeriesKind]
    has_data: bool
    def __init__(self, asset_classes: _Optional[_Iterable[_Union[_market_data_pb2.AssetClass, str]]] = ..., market_ids: _Optional[_Iterable[str]] = ..., currencies: _Optional[_Iterable[str]] = ..., statuses: _Optional[_Iterable[_Union[_market_data_pb2.InstrumentStatus, str]]] = ..., series_kinds: _Optional[_Iterable[_Union[_market_data_pb2.SeriesKind, str]]] = ..., has_data: bool = ...) -> None: ...

class ListInstrumentsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "search", "filter")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    search: str
    filter: InstrumentFilter
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., search: _Optional[str] = ..., filter: _Optional[_Union[InstrumentFilter, _Mapping]] = ...) -> None: ...

class ListInstrumentsResponse(_message.Message):
    __slots__ = ("instruments", "next_page_token")
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    instruments: _containers.RepeatedCompositeFieldContainer[_market_data_pb2.Instrument]
    next_page_token: str
    def __init__(self, instruments: _Optional[_Iterable[_Union[_market_data_pb2.Instrument, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetInstrumentRequest(_message.Message):
    __slots__ = ("symbol", "date")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    date: str
    def __init__(self, symbol: _Optional[str] = ..., date: _Optional[str] = ...) -> None: ...

class GetInstrumentResponse(_message.Message):
    __slots__ = ("instrument", "corporate_actions")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    CORPORATE_ACTIONS_FIELD_NUMBER: _ClassVar[int]
    instrument: _market_data_pb2.Instrument
    corporate_actions: _containers.RepeatedCompositeFieldContainer[_market_data_pb2.CorporateAction]
    def __init__(self, instrument: _Optional[_Union[_market_data_pb2.Instrument, _Mapping]] = ..., corporate_actions: _Optional[_Iterable[_Union[_market_data_pb2.CorporateAction, _Mapping]]] = ...) -> None: ...

class ListTradingSessionsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "calendar_id", "symbol", "start_date", "end_date", "hours")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    calendar_id: str
    symbol: str
    start_date: str
    end_date: str
    hours: _market_data_pb2.TradingHours
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., calendar_id: _Optional[str] = ..., symbol: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., hours: _Optional[_Union[_market_data_pb2.TradingHours, str]] = ...) -> None: ...

class ListTradingSessionsResponse(_message.Message):
    __slots__ = ("sessions", "next_page_token", "closures", "calendar")
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CLOSURES_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    sessions: _containers.RepeatedCompositeFieldContainer[_market_data_pb2.TradingSession]
    next_page_token: str
    closures: _containers.RepeatedCompositeFieldContainer[_market_data_pb2.Closure]
    calendar: _market_data_pb2.Calendar
    def __init__(self, sessions: _Optional[_Iterable[_Union[_market_data_pb2.TradingSession, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., closures: _Optional[_Iterable[_Union[_market_data_pb2.Closure, _Mapping]]] = ..., calendar: _Optional[_Union[_market_data_pb2.Calendar, _Mapping]] = ...) -> None: ...

class ReadBarsRequest(_message.Message):
    __slots__ = ("symbol", "interval", "price", "start_time", "end_time", "adjustment", "resume_token")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    ADJUSTMENT_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    interval: str
    price: _session_pb2.BarPrice
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    adjustment: _session_pb2.Adjustment
    resume_token: str
    def __init__(self, symbol: _Optional[str] = ..., interval: _Optional[str] = ..., price: _Optional[_Union[_session_pb2.BarPrice, str]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., adjustment: _Optional[_Union[_session_pb2.Adjustment, str]] = ..., resume_token: _Optional[str] = ...) -> None: ...

class ReadBarsResponse(_message.Message):
    __slots__ = ("bars", "quote_bars", "resume_token")
    BARS_FIELD_NUMBER: _ClassVar[int]
    QUOTE_BARS_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    bars: BarColumns
    quote_bars: QuoteBarColumns
    resume_token: str
    def __init__(self, bars: _Optional[_Union[BarColumns, _Mapping]] = ..., quote_bars: _Optional[_Union[QuoteBarColumns, _Mapping]] = ..., resume_token: _Optional[str] = ...) -> None: ...

class BarColumns(_message.Message):
    __slots__ = ("open_time", "close_time", "date", "open", "high", "low", "close", "volume")
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    CLOSE_TIME_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    CLOSE_FIELD_NUMBER: _ClassVar[int]
    VOLUME_FIELD_NUMBER: _ClassVar[int]
    open_time: _containers.RepeatedScalarFieldContainer[int]
    close_time: _containers.RepeatedScalarFieldContainer[int]
    date: _containers.RepeatedScalarFieldContainer[int]
    open: _containers.RepeatedScalarFieldContainer[float]
    high: _containers.RepeatedScalarFieldContainer[float]
    low: _containers.RepeatedScalarFieldContainer[float]
    close: _containers.RepeatedScalarFieldContainer[float]
    volume: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, open_time: _Optional[_Iterable[int]] = ..., close_time: _Optional[_Iterable[int]] = ..., date: _Optional[_Iterable[int]] = ..., open: _Optional[_Iterable[float]] = ..., high: _Optional[_Iterable[float]] = ..., low: _Optional[_Iterable[float]] = ..., close: _Optional[_Iterable[float]] = ..., volume: _Optional[_Iterable[float]] = ...) -> None: ...

class QuoteBarColumns(_message.Message):
    __slots__ = ("open_time", "close_time", "date", "bid_open", "bid_high", "bid_low", "bid_close", "ask_open", "ask_high", "ask_low", "ask_close", "bid_quantity", "ask_quantity")
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    CLOSE_TIME_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    BID_OPEN_FIELD_NUMBER: _ClassVar[int]
    BID_HIGH_FIELD_NUMBER: _ClassVar[int]
    BID_LOW_FIELD_NUMBER: _ClassVar[int]
    BID_CLOSE_FIELD_NUMBER: _ClassVar[int]
    ASK_OPEN_FIELD_NUMBER: _ClassVar[int]
    ASK_HIGH_FIELD_NUMBER: _ClassVar[int]
    ASK_LOW_FIELD_NUMBER: _ClassVar[int]
    ASK_CLOSE_FIELD_NUMBER: _ClassVar[int]
    BID_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ASK_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    open_time: _containers.RepeatedScalarFieldContainer[int]
    close_time: _containers.RepeatedScalarFieldContainer[int]
    date: _containers.RepeatedScalarFieldContainer[int]
    bid_open: _containers.RepeatedScalarFieldContainer[float]
    bid_high: _containers.RepeatedScalarFieldContainer[float]
    bid_low: _containers.RepeatedScalarFieldContainer[float]
    bid_close: _containers.RepeatedScalarFieldContainer[float]
    ask_open: _containers.RepeatedScalarFieldContainer[float]
    ask_high: _containers.RepeatedScalarFieldContainer[float]
    ask_low: _containers.RepeatedScalarFieldContainer[float]
    ask_close: _containers.RepeatedScalarFieldContainer[float]
    bid_quantity: _containers.RepeatedScalarFieldContainer[float]
    ask_quantity: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, open_time: _Optional[_Iterable[int]] = ..., close_time: _Optional[_Iterable[int]] = ..., date: _Optional[_Iterable[int]] = ..., bid_open: _Optional[_Iterable[float]] = ..., bid_high: _Optional[_Iterable[float]] = ..., bid_low: _Optional[_Iterable[float]] = ..., bid_close: _Optional[_Iterable[float]] = ..., ask_open: _Optional[_Iterable[float]] = ..., ask_high: _Optional[_Iterable[float]] = ..., ask_low: _Optional[_Iterable[float]] = ..., ask_close: _Optional[_Iterable[float]] = ..., bid_quantity: _Optional[_Iterable[float]] = ..., ask_quantity: _Optional[_Iterable[float]] = ...) -> None: ...

class ReadTradesRequest(_message.Message):
    __slots__ = ("symbol", "start_time", "end_time", "adjustment", "resume_token")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    ADJUSTMENT_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    adjustment: _session_pb2.Adjustment
    resume_token: str
    def __init__(self, symbol: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., adjustment: _Optional[_Union[_session_pb2.Adjustment, str]] = ..., resume_token: _Optional[str] = ...) -> None: ...

class ReadTradesResponse(_message.Message):
    __slots__ = ("trades", "resume_token")
    TRADES_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    trades: TradeColumns
    resume_token: str
    def __init__(self, trades: _Optional[_Union[TradeColumns, _Mapping]] = ..., resume_token: _Optional[str] = ...) -> None: ...

class TradeColumns(_message.Message):
    __slots__ = ("time", "price", "size", "side")
    TIME_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    time: _containers.RepeatedScalarFieldContainer[int]
    price: _containers.RepeatedScalarFieldContainer[float]
    size: _containers.RepeatedScalarFieldContainer[float]
    side: _containers.RepeatedScalarFieldContainer[_market_data_pb2.AggressorSide]
    def __init__(self, time: _Optional[_Iterable[int]] = ..., price: _Optional[_Iterable[float]] = ..., size: _Optional[_Iterable[float]] = ..., side: _Optional[_Iterable[_Union[_market_data_pb2.AggressorSide, str]]] = ...) -> None: ...

class ReadQuotesRequest(_message.Message):
    __slots__ = ("symbol", "start_time", "end_time", "adjustment", "resume_token")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    ADJUSTMENT_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    adjustment: _session_pb2.Adjustment
    resume_token: str
    def __init__(self, symbol: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., adjustment: _Optional[_Union[_session_pb2.Adjustment, str]] = ..., resume_token: _Optional[str] = ...) -> None: ...

class ReadQuotesResponse(_message.Message):
    __slots__ = ("quotes", "resume_token")
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    quotes: QuoteColumns
    resume_token: str
    def __init__(self, quotes: _Optional[_Union[QuoteColumns, _Mapping]] = ..., resume_token: _Optional[str] = ...) -> None: ...

class QuoteColumns(_message.Message):
    __slots__ = ("time", "bid", "ask", "bid_quantity", "ask_quantity")
    TIME_FIELD_NUMBER: _ClassVar[int]
    BID_FIELD_NUMBER: _ClassVar[int]
    ASK_FIELD_NUMBER: _ClassVar[int]
    BID_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ASK_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    time: _containers.RepeatedScalarFieldContainer[int]
    bid: _containers.RepeatedScalarFieldContainer[float]
    ask: _containers.RepeatedScalarFieldContainer[float]
    bid_quantity: _containers.RepeatedScalarFieldContainer[float]
    ask_quantity: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, time: _Optional[_Iterable[int]] = ..., bid: _Optional[_Iterable[float]] = ..., ask: _Optional[_Iterable[float]] = ..., bid_quantity: _Optional[_Iterable[float]] = ..., ask_quantity: _Optional[_Iterable[float]] = ...) -> None: ...
