import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AssetClass(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASSET_CLASS_UNSPECIFIED: _ClassVar[AssetClass]
    ASSET_CLASS_STOCK: _ClassVar[AssetClass]
    ASSET_CLASS_ETF: _ClassVar[AssetClass]
    ASSET_CLASS_INDEX: _ClassVar[AssetClass]
    ASSET_CLASS_FOREX: _ClassVar[AssetClass]
    ASSET_CLASS_CRYPTO: _ClassVar[AssetClass]
    ASSET_CLASS_COMMODITY: _ClassVar[AssetClass]
    ASSET_CLASS_FUTURE: _ClassVar[AssetClass]
    ASSET_CLASS_CFD: _ClassVar[AssetClass]
    ASSET_CLASS_SYNTHETIC: _ClassVar[AssetClass]

class InstrumentStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INSTRUMENT_STATUS_UNSPECIFIED: _ClassVar[InstrumentStatus]
    INSTRUMENT_STATUS_ACTIVE: _ClassVar[InstrumentStatus]
    INSTRUMENT_STATUS_DELISTED: _ClassVar[InstrumentStatus]

class SeriesKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SERIES_KIND_UNSPECIFIED: _ClassVar[SeriesKind]
    SERIES_KIND_BARS: _ClassVar[SeriesKind]
    SERIES_KIND_QUOTE_BARS: _ClassVar[SeriesKind]
    SERIES_KIND_TRADES: _ClassVar[SeriesKind]
    SERIES_KIND_QUOTES: _ClassVar[SeriesKind]

class CorporateActionType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CORPORATE_ACTION_TYPE_UNSPECIFIED: _ClassVar[CorporateActionType]
    CORPORATE_ACTION_TYPE_SPLIT: _ClassVar[CorporateActionType]
    CORPORATE_ACTION_TYPE_DIVIDEND: _ClassVar[CorporateActionType]

class TradingHours(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRADING_HOURS_UNSPECIFIED: _ClassVar[TradingHours]
    TRADING_HOURS_REGULAR: _ClassVar[TradingHours]
    TRADING_HOURS_EXTENDED: _ClassVar[TradingHours]

class AggressorSide(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AGGRESSOR_SIDE_UNSPECIFIED: _ClassVar[AggressorSide]
    AGGRESSOR_SIDE_BUYER: _ClassVar[AggressorSide]
    AGGRESSOR_SIDE_SELLER: _ClassVar[AggressorSide]
ASSET_CLASS_UNSPECIFIED: AssetClass
ASSET_CLASS_STOCK: AssetClass
ASSET_CLASS_ETF: AssetClass
ASSET_CLASS_INDEX: AssetClass
ASSET_CLASS_FOREX: AssetClass
ASSET_CLASS_CRYPTO: AssetClass
ASSET_CLASS_COMMODITY: AssetClass
ASSET_CLASS_FUTURE: AssetClass
ASSET_CLASS_CFD: AssetClass
ASSET_CLASS_SYNTHETIC: AssetClass
INSTRUMENT_STATUS_UNSPECIFIED: InstrumentStatus
INSTRUMENT_STATUS_ACTIVE: InstrumentStatus
INSTRUMENT_STATUS_DELISTED: InstrumentStatus
SERIES_KIND_UNSPECIFIED: SeriesKind
SERIES_KIND_BARS: SeriesKind
SERIES_KIND_QUOTE_BARS: SeriesKind
SERIES_KIND_TRADES: SeriesKind
SERIES_KIND_QUOTES: SeriesKind
CORPORATE_ACTION_TYPE_UNSPECIFIED: CorporateActionType
CORPORATE_ACTION_TYPE_SPLIT: CorporateActionType
CORPORATE_ACTION_TYPE_DIVIDEND: CorporateActionType
TRADING_HOURS_UNSPECIFIED: TradingHours
TRADING_HOURS_REGULAR: TradingHours
TRADING_HOURS_EXTENDED: TradingHours
AGGRESSOR_SIDE_UNSPECIFIED: AggressorSide
AGGRESSOR_SIDE_BUYER: AggressorSide
AGGRESSOR_SIDE_SELLER: AggressorSide

class Market(_message.Message):
    __slots__ = ("market_id", "display_name", "calendar_id", "time_zone", "currency", "price_increment", "quantity_increment", "instrument_count")
    MARKET_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_ID_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    PRICE_INCREMENT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_INCREMENT_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_COUNT_FIELD_NUMBER: _ClassVar[int]
    market_id: str
    display_name: str
    calendar_id: str
    time_zone: str
    currency: str
    price_increment: str
    quantity_increment: str
    instrument_count: int
    def __init__(self, market_id: _Optional[str] = ..., display_name: _Optional[str] = ..., calendar_id: _Optional[str] = ..., time_zone: _Optional[str] = ..., currency: _Optional[str] = ..., price_increment: _Optional[str] = ..., quantity_increment: _Optional[str] = ..., instrument_count: _Optional[int] = ...) -> None: ...

class Instrument(_message.Message):
    __slots__ = ("symbol", "display_name", "asset_class", "market_id", "calendar_id", "currency", "price_increment", "quantity_increment", "min_quantity", "min_notional", "multiplier", "list_date", "delist_date", "status", "aliases", "note", "series")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    ASSET_CLASS_FIELD_NUMBER: _ClassVar[int]
    MARKET_ID_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_ID_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    PRICE_INCREMENT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_INCREMENT_FIELD_NUMBER: _ClassVar[int]
    MIN_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    MIN_NOTIONAL_FIELD_NUMBER: _ClassVar[int]
    MULTIPLIER_FIELD_NUMBER: _ClassVar[int]
    LIST_DATE_FIELD_NUMBER: _ClassVar[int]
    DELIST_DATE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    SERIES_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    display_name: str
    asset_class: AssetClass
    market_id: str
    calendar_id: str
    currency: str
    price_increment: str
    quantity_increment: str
    min_quantity: str
    min_notional: str
    multiplier: str
    list_date: str
    delist_date: str
    status: InstrumentStatus
    aliases: _containers.RepeatedCompositeFieldContainer[InstrumentAlias]
    note: str
    series: _containers.RepeatedCompositeFieldContainer[Series]
    def __init__(self, symbol: _Optional[str] = ..., display_name: _Optional[str] = ..., asset_class: _Optional[_Union[AssetClass, str]] = ..., market_id: _Optional[str] = ..., calendar_id: _Optional[str] = ..., currency: _Optional[str] = ..., price_increment: _Optional[str] = ..., quantity_increment: _Optional[str] = ..., min_quantity: _Optional[str] = ..., min_notional: _Optional[str] = ..., multiplier: _Optional[str] = ..., list_date: _Optional[str] = ..., delist_date: _Optional[str] = ..., status: _Optional[_Union[InstrumentStatus, str]] = ..., aliases: _Optional[_Iterable[_Union[InstrumentAlias, _Mapping]]] = ..., note: _Optional[str] = ..., series: _Optional[_Iterable[_Union[Series, _Mapping]]] = ...) -> None: ...

class InstrumentAlias(_message.Message):
    __slots__ = ("symbol", "from_date", "to_date")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    TO_DATE_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    from_date: str
    to_date: str
    def __init__(self, symbol: _Optional[str] = ..., from_date: _Optional[str] = ..., to_date: _Optional[str] = ...) -> None: ...

class Series(_message.Message):
    __slots__ = ("kind", "interval", "rows", "first_time", "end_time", "first_date", "last_date", "hole_count", "holes", "absent_columns", "sources", "version")
    KIND_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    FIRST_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    FIRST_DATE_FIELD_NUMBER: _ClassVar[int]
    LAST_DATE_FIELD_NUMBER: _ClassVar[int]
    HOLE_COUNT_FIELD_NUMBER: _ClassVar[int]
    HOLES_FIELD_NUMBER: _ClassVar[int]
    ABSENT_COLUMNS_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    kind: SeriesKind
    interval: str
    rows: int
    first_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    first_date: str
    last_date: str
    hole_count: int
    holes: _containers.RepeatedCompositeFieldContainer[Hole]
    absent_columns: _containers.RepeatedScalarFieldContainer[str]
    sources: _containers.RepeatedScalarFieldContainer[str]
    version: str
    def __init__(self, kind: _Optional[_Union[SeriesKind, str]] = ..., interval: _Optional[str] = ..., rows: _Optional[int] = ..., first_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., first_date: _Optional[str] = ..., last_date: _Optional[str] = ..., hole_count: _Optional[int] = ..., holes: _Optional[_Iterable[_Union[Hole, _Mapping]]] = ..., absent_columns: _Optional[_Iterable[str]] = ..., sources: _Optional[_Iterable[str]] = ..., version: _Optional[str] = ...) -> None: ...

class Hole(_message.Message):
    __slots__ = ("start_time", "end_time", "sessions")
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    sessions: int
    def __init__(self, start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., sessions: _Optional[int] = ...) -> None: ...

class CorporateAction(_message.Message):
    __slots__ = ("type", "ex_date", "value")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    EX_DATE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    type: CorporateActionType
    ex_date: str
    value: str
    def __init__(self, type: _Optional[_Union[CorporateActionType, str]] = ..., ex_date: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...

class Calendar(_message.Message):
    __slots__ = ("calendar_id", "display_name", "time_zone", "first_date", "last_date", "exact_from_date")
    CALENDAR_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    FIRST_DATE_FIELD_NUMBER: _ClassVar[int]
    LAST_DATE_FIELD_NUMBER: _ClassVar[int]
    EXACT_FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    calendar_id: str
    display_name: str
    time_zone: str
    first_date: str
    last_date: str
    exact_from_date: str
    def __init__(self, calendar_id: _Optional[str] = ..., display_name: _Optional[str] = ..., time_zone: _Optional[str] = ..., first_date: _Optional[str] = ..., last_date: _Optional[str] = ..., exact_from_date: _Optional[str] = ...) -> None: ...

class TradingSession(_message.Message):
    __slots__ = ("date", "open_time", "close_time", "stretches", "early_close", "late_open")
    DATE_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    CLOSE_TIME_FIELD_NUMBER: _ClassVar[int]
    STRETCHES_FIELD_NUMBER: _ClassVar[int]
    EARLY_CLOSE_FIELD_NUMBER: _ClassVar[int]
    LATE_OPEN_FIELD_NUMBER: _ClassVar[int]
    date: str
    open_time: _timestamp_pb2.Timestamp
    close_time: _timestamp_pb2.Timestamp
    stretches: _containers.RepeatedCompositeFieldContainer[TradingStretch]
    early_close: bool
    late_open: bool
    def __init__(self, date: _Optional[str] = ..., open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., close_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., stretches: _Optional[_Iterable[_Union[TradingStretch, _Mapping]]] = ..., early_close: bool = ..., late_open: bool = ...) -> None: ...

class TradingStretch(_message.Message):
    __slots__ = ("open_time", "close_time")
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    CLOSE_TIME_FIELD_NUMBER: _ClassVar[int]
    open_time: _timestamp_pb2.Timestamp
    close_time: _timestamp_pb2.Timestamp
    def __init__(self, open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., close_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Closure(_message.Message):
    __slots__ = ("date", "reason")
    DATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    date: str
    reason: str
    def __init__(self, date: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...
