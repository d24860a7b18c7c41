import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from openbell.v1 import account_pb2 as _account_pb2
from openbell.v1 import fill_model_pb2 as _fill_model_pb2
from openbell.v1 import market_data_service_pb2 as _market_data_service_pb2
from openbell.v1 import order_pb2 as _order_pb2
from openbell.v1 import session_pb2 as _session_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class WokeBy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WOKE_BY_UNSPECIFIED: _ClassVar[WokeBy]
    WOKE_BY_SLICES: _ClassVar[WokeBy]
    WOKE_BY_TIME: _ClassVar[WokeBy]
    WOKE_BY_ORDER: _ClassVar[WokeBy]
    WOKE_BY_CROSSING: _ClassVar[WokeBy]
    WOKE_BY_PAGE_FULL: _ClassVar[WokeBy]
    WOKE_BY_TIMEOUT: _ClassVar[WokeBy]
    WOKE_BY_END_OF_DATA: _ClassVar[WokeBy]
    WOKE_BY_SESSION_STATE: _ClassVar[WokeBy]

class Isolation(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ISOLATION_UNSPECIFIED: _ClassVar[Isolation]
    ISOLATION_BARRIER: _ClassVar[Isolation]
    ISOLATION_NONE: _ClassVar[Isolation]
WOKE_BY_UNSPECIFIED: WokeBy
WOKE_BY_SLICES: WokeBy
WOKE_BY_TIME: WokeBy
WOKE_BY_ORDER: WokeBy
WOKE_BY_CROSSING: WokeBy
WOKE_BY_PAGE_FULL: WokeBy
WOKE_BY_TIMEOUT: WokeBy
WOKE_BY_END_OF_DATA: WokeBy
WOKE_BY_SESSION_STATE: WokeBy
ISOLATION_UNSPECIFIED: Isolation
ISOLATION_BARRIER: Isolation
ISOLATION_NONE: Isolation

class Turn(_message.Message):
    __slots__ = ("expected_barrier", "commands", "until", "bot_state", "include_account", "include_positions")
    EXPECTED_BARRIER_FIELD_NUMBER: _ClassVar[int]
    COMMANDS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    BOT_STATE_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    expected_barrier: int
    commands: _containers.RepeatedCompositeFieldContainer[OrderCommand]
    until: Until
    bot_state: bytes
    include_account: bool
    include_positions: bool
    def __init__(self, expected_barrier: _Optional[int] = ..., commands: _Optional[_Iterable[_Union[OrderCommand, _Mapping]]] = ..., until: _Optional[_Union[Until, _Mapping]] = ..., bot_state: _Optional[bytes] = ..., include_account: bool = ..., include_positions: bool = ...) -> None: ...

class OrderCommand(_message.Message):
    __slots__ = ("place", "replace", "cancel", "cancel_all")
    PLACE_FIELD_NUMBER: _ClassVar[int]
    REPLACE_FIELD_NUMBER: _ClassVar[int]
    CANCEL_FIELD_NUMBER: _ClassVar[int]
    CANCEL_ALL_FIELD_NUMBER: _ClassVar[int]
    place: PlaceOrder
    replace: ReplaceOrder
    cancel: CancelOrder
    cancel_all: CancelAllOrders
    def __init__(self, place: _Optional[_Union[PlaceOrder, _Mapping]] = ..., replace: _Optional[_Union[ReplaceOrder, _Mapping]] = ..., cancel: _Optional[_Union[CancelOrder, _Mapping]] = ..., cancel_all: _Optional[_Union[CancelAllOrders, _Mapping]] = ...) -> None: ...

class PlaceOrder(_message.Message):
    __slots__ = ("client_order_id", "spec")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    spec: _order_pb2.OrderSpec
    def __init__(self, client_order_id: _Optional[str] = ..., spec: _Optional[_Union[_order_pb2.OrderSpec, _Mapping]] = ...) -> None: ...

class OrderKey(_message.Message):
    __slots__ = ("order_id", "client_order_id")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    client_order_id: str
    def __init__(self, order_id: _Optional[str] = ..., client_order_id: _Optional[str] = ...) -> None: ...

class ReplaceOrder(_message.Message):
    __slots__ = ("order", "quantity", "limit_price", "trigger_price")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    LIMIT_PRICE_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_PRICE_FIELD_NUMBER: _ClassVar[int]
    order: OrderKey
    quantity: str
    limit_price: str
    trigger_price: str
    def __init__(self, order: _Optional[_Union[OrderKey, _Mapping]] = ..., quantity: _Optional[str] = ..., limit_price: _Optional[str] = ..., trigger_price: _Optional[str] = ...) -> None: ...

class CancelOrder(_message.Message):
    __slots__ = ("order",)
    ORDER_FIELD_NUMBER: _ClassVar[int]
    order: OrderKey
    def __init__(self, order: _Optional[_Union[OrderKey, _Mapping]] = ...) -> None: ...

class CancelAllOrders(_message.Message):
    __slots__ = ("symbol",)
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    def __init__(self, symbol: _Optional[str] = ...) -> None: ...

class CommandResult(_message.Message):
    __slots__ = ("order", "error")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    order: _order_pb2.Order
    error: CommandError
    def __init__(self, order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ..., error: _Optional[_Union[CommandError, _Mapping]] = ...) -> None: ...

class CommandError(_message.Message):
    __slots__ = ("reason", "message", "metadata")
    class MetadataEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    reason: str
    message: str
    metadata: _containers.ScalarMap[str, str]
    def __init__(self, reason: _Optional[str] = ..., message: _Optional[str] = ..., metadata: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Until(_message.Message):
    __slots__ = ("slices", "time", "on_fill", "on_order_change", "crossings")
    SLICES_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    ON_FILL_FIELD_NUMBER: _ClassVar[int]
    ON_ORDER_CHANGE_FIELD_NUMBER: _ClassVar[int]
    CROSSINGS_FIELD_NUMBER: _ClassVar[int]
    slices: int
    time: _timestamp_pb2.Timestamp
    on_fill: bool
    on_order_change: bool
    crossings: _containers.RepeatedCompositeFieldContainer[PriceCrossing]
    def __init__(self, slices: _Optional[int] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., on_fill: bool = ..., on_order_change: bool = ..., crossings: _Optional[_Iterable[_Union[PriceCrossing, _Mapping]]] = ...) -> None: ...

class PriceCrossing(_message.Message):
    __slots__ = ("symbol", "at_or_above", "at_or_below")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    AT_OR_ABOVE_FIELD_NUMBER: _ClassVar[int]
    AT_OR_BELOW_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    at_or_above: str
    at_or_below: str
    def __init__(self, symbol: _Optional[str] = ..., at_or_above: _Optional[str] = ..., at_or_below: _Optional[str] = ...) -> None: ...

class TurnResult(_message.Message):
    __slots__ = ("barrier", "durable_barrier", "session_time", "woke_by", "results", "updates", "data", "account", "positions", "session_state", "trading_state")
    BARRIER_FIELD_NUMBER: _ClassVar[int]
    DURABLE_BARRIER_FIELD_NUMBER: _ClassVar[int]
    SESSION_TIME_FIELD_NUMBER: _ClassVar[int]
    WOKE_BY_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    UPDATES_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    SESSION_STATE_FIELD_NUMBER: _ClassVar[int]
    TRADING_STATE_FIELD_NUMBER: _ClassVar[int]
    barrier: int
    durable_barrier: int
    session_time: _timestamp_pb2.Timestamp
    woke_by: WokeBy
    results: _containers.RepeatedCompositeFieldContainer[CommandResult]
    updates: _containers.RepeatedCompositeFieldContainer[TradingUpdate]
    data: _containers.RepeatedCompositeFieldContainer[MarketColumns]
    account: _account_pb2.Account
    positions: _containers.RepeatedCompositeFieldContainer[_account_pb2.Position]
    session_state: _session_pb2.SessionState
    trading_state: _session_pb2.TradingState
    def __init__(self, barrier: _Optional[int] = ..., durable_barrier: _Optional[int] = ..., session_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., woke_by: _Optional[_Union[WokeBy, str]] = ..., results: _Optional[_Iterable[_Union[CommandResult, _Mapping]]] = ..., updates: _Optional[_Iterable[_Union[TradingUpdate, _Mapping]]] = ..., data: _Optional[_Iterable[_Union[MarketColumns, _Mapping]]] = ..., account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ..., positions: _Optional[_Iterable[_Union[_account_pb2.Position, _Mapping]]] = ..., session_state: _Optional[_Union[_session_pb2.SessionState, str]] = ..., trading_state: _Optional[_Union[_session_pb2.TradingState, str]] = ...) -> None: ...

class TradingUpdate(_message.Message):
    __slots__ = ("barrier", "order", "fill", "position_adjusted")
    BARRIER_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    FILL_FIELD_NUMBER: _ClassVar[int]
    POSITION_ADJUSTED_FIELD_NUMBER: _ClassVar[int]
    barrier: int
    order: _order_pb2.Order
    fill: _order_pb2.Fill
    position_adjusted: _order_pb2.PositionAdjusted
    def __init__(self, barrier: _Optional[int] = ..., order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ..., fill: _Optional[_Union[_order_pb2.Fill, _Mapping]] = ..., position_adjusted: _Optional[_Union[_order_pb2.PositionAdjusted, _Mapping]] = ...) -> None: ...

class MarketColumns(_message.Message):
    __slots__ = ("symbol", "interval", "bars", "quote_bars", "trades", "quotes", "warmup_rows")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    QUOTE_BARS_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    WARMUP_ROWS_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    interval: str
    bars: _market_data_service_pb2.BarColumns
    quote_bars: _market_data_service_pb2.QuoteBarColumns
    trades: _market_data_service_pb2.TradeColumns
    quotes: _market_data_service_pb2.QuoteColumns
    warmup_rows: int
    def __init__(self, symbol: _Optional[str] = ..., interval: _Optional[str] = ..., bars: _Optional[_Union[_market_data_service_pb2.BarColumns, _Mapping]] = ..., quote_bars: _Optional[_Union[_market_data_service_pb2.QuoteBarColumns, _Mapping]] = ..., trades: _Optional[_Union[_market_data_service_pb2.TradeColumns, _Mapping]] = ..., quotes: _Optional[_Union[_market_data_service_pb2.QuoteColumns, _Mapping]] = ..., warmup_rows: _Optional[int] = ...) -> None: ...

class Trade(_message.Message):
    __slots__ = ("trade_number", "symbol", "quantity", "entry_price", "exit_price", "entry_time", "exit_time", "entry_barrier", "exit_barrier", "entry_fill_id", "exit_fill_id", "fees", "gross_profit", "net_profit")
    TRADE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    EXIT_PRICE_FIELD_NUMBER: _ClassVar[int]
    ENTRY_TIME_FIELD_NUMBER: _ClassVar[int]
    EXIT_TIME_FIELD_NUMBER: _ClassVar[int]
    ENTRY_BARRIER_FIELD_NUMBER: _ClassVar[int]
    EXIT_BARRIER_FIELD_NUMBER: _ClassVar[int]
    ENTRY_FILL_ID_FIELD_NUMBER: _ClassVar[int]
    EXIT_FILL_ID_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    GROSS_PROFIT_FIELD_NUMBER: _ClassVar[int]
    NET_PROFIT_FIELD_NUMBER: _ClassVar[int]
    trade_number: int
    symbol: str
    quantity: str
    entry_price: str
    exit_price: str
    entry_time: _timestamp_pb2.Timestamp
    exit_time: _timestamp_pb2.Timestamp
    entry_barrier: int
    exit_barrier: int
    entry_fill_id: str
    exit_fill_id: str
    fees: str
    gross_profit: str
    net_profit: str
    def __init__(self, trade_number: _Optional[int] = ..., symbol: _Optional[str] = ..., quantity: _Optional[str] = ..., entry_price: _Optional[str] = ..., exit_price: _Optional[str] = ..., entry_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., exit_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., entry_barrier: _Optional[int] = ..., exit_barrier: _Optional[int] = ..., entry_fill_id: _Optional[str] = ..., exit_fill_id: _Optional[str] = ..., fees: _Optional[str] = ..., gross_profit: _Optional[str] = ..., net_profit: _Optional[str] = ...) -> None: ...

class SessionCapabilities(_message.Message):
    __slots__ = ("order_types", "times_in_force", "fill_model", "account", "risk_controls", "symbols", "orders_max", "commands_per_turn_max")
    ORDER_TYPES_FIELD_NUMBER: _ClassVar[int]
    TIMES_IN_FORCE_FIELD_NUMBER: _ClassVar[int]
    FILL_MODEL_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    RISK_CONTROLS_FIELD_NUMBER: _ClassVar[int]
    SYMBOLS_FIELD_NUMBER: _ClassVar[int]
    ORDERS_MAX_FIELD_NUMBER: _ClassVar[int]
    COMMANDS_PER_TURN_MAX_FIELD_NUMBER: _ClassVar[int]
    order_types: _containers.RepeatedScalarFieldContainer[_order_pb2.OrderType]
    times_in_force: _containers.RepeatedScalarFieldContainer[_order_pb2.TimeInForce]
    fill_model: _fill_model_pb2.FillModel
    account: _fill_model_pb2.AccountModel
    risk_controls: _session_pb2.RiskControls
    symbols: _containers.RepeatedCompositeFieldContainer[TradableSymbol]
    orders_max: int
    commands_per_turn_max: int
    def __init__(self, order_types: _Optional[_Iterable[_Union[_order_pb2.OrderType, str]]] = ..., times_in_force: _Optional[_Iterable[_Union[_order_pb2.TimeInForce, str]]] = ..., fill_model: _Optional[_Union[_fill_model_pb2.FillModel, _Mapping]] = ..., account: _Optional[_Union[_fill_model_pb2.AccountModel, _Mapping]] = ..., risk_controls: _Optional[_Union[_session_pb2.RiskControls, _Mapping]] = ..., symbols: _Optional[_Iterable[_Union[TradableSymbol, _Mapping]]] = ..., orders_max: _Optional[int] = ..., commands_per_turn_max: _Optional[int] = ...) -> None: ...

class TradableSymbol(_message.Message):
    __slots__ = ("symbol", "price_increment", "quantity_increment", "min_quantity", "min_notional", "multiplier", "currency", "filled_by")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    PRICE_INCREMENT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_INCREMENT_FIELD_NUMBER: _ClassVar[int]
    MIN_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    MIN_NOTIONAL_FIELD_NUMBER: _ClassVar[int]
    MULTIPLIER_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    FILLED_BY_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    price_increment: str
    quantity_increment: str
    min_quantity: str
    min_notional: str
    multiplier: str
    currency: str
    filled_by: str
    def __init__(self, symbol: _Optional[str] = ..., price_increment: _Optional[str] = ..., quantity_increment: _Optional[str] = ..., min_quantity: _Optional[str] = ..., min_notional: _Optional[str] = ..., multiplier: _Optional[str] = ..., currency: _Optional[str] = ..., filled_by: _Optional[str] = ...) -> None: ...

class SessionReport(_message.Message):
    __slots__ = ("session", "account", "positions", "statistics", "compatible", "fills_by_reason", "orders_by_state", "isolation", "band", "data", "notes")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    STATISTICS_FIELD_NUMBER: _ClassVar[int]
    COMPATIBLE_FIELD_NUMBER: _ClassVar[int]
    FILLS_BY_REASON_FIELD_NUMBER: _ClassVar[int]
    ORDERS_BY_STATE_FIELD_NUMBER: _ClassVar[int]
    ISOLATION_FIELD_NUMBER: _ClassVar[int]
    BAND_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    session: _session_pb2.Session
    account: _account_pb2.Account
    positions: _containers.RepeatedCompositeFieldContainer[_account_pb2.Position]
    statistics: _containers.RepeatedCompositeFieldContainer[Statistic]
    compatible: _containers.RepeatedCompositeFieldContainer[StatisticSet]
    fills_by_reason: _containers.RepeatedCompositeFieldContainer[_account_pb2.FillCount]
    orders_by_state: _containers.RepeatedCompositeFieldContainer[OrderCount]
    isolation: Isolation
    band: IntrabarBand
    data: _containers.RepeatedCompositeFieldContainer[DataUse]
    notes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, session: _Optional[_Union[_session_pb2.Session, _Mapping]] = ..., account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ..., positions: _Optional[_Iterable[_Union[_account_pb2.Position, _Mapping]]] = ..., statistics: _Optional[_Iterable[_Union[Statistic, _Mapping]]] = ..., compatible: _Optional[_Iterable[_Union[StatisticSet, _Mapping]]] = ..., fills_by_reason: _Optional[_Iterable[_Union[_account_pb2.FillCount, _Mapping]]] = ..., orders_by_state: _Optional[_Iterable[_Union[OrderCount, _Mapping]]] = ..., isolation: _Optional[_Union[Isolation, str]] = ..., band: _Optional[_Union[IntrabarBand, _Mapping]] = ..., data: _Optional[_Iterable[_Union[DataUse, _Mapping]]] = ..., notes: _Optional[_Iterable[str]] = ...) -> None: ...

class Statistic(_message.Message):
    __slots__ = ("name", "value", "unit", "theme", "definition")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    THEME_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: float
    unit: str
    theme: str
    definition: str
    def __init__(self, name: _Optional[str] = ..., value: _Optional[float] = ..., unit: _Optional[str] = ..., theme: _Optional[str] = ..., definition: _Optional[str] = ...) -> None: ...

class StatisticSet(_message.Message):
    __slots__ = ("tool", "statistics")
    TOOL_FIELD_NUMBER: _ClassVar[int]
    STATISTICS_FIELD_NUMBER: _ClassVar[int]
    tool: str
    statistics: _containers.RepeatedCompositeFieldContainer[Statistic]
    def __init__(self, tool: _Optional[str] = ..., statistics: _Optional[_Iterable[_Union[Statistic, _Mapping]]] = ...) -> None: ...

class OrderCount(_message.Message):
    __slots__ = ("state", "orders")
    STATE_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    state: _order_pb2.OrderState
    orders: int
    def __init__(self, state: _Optional[_Union[_order_pb2.OrderState, str]] = ..., orders: _Optional[int] = ...) -> None: ...

class IntrabarBand(_message.Message):
    __slots__ = ("ambiguous_bars", "pessimistic_equity", "optimistic_equity")
    AMBIGUOUS_BARS_FIELD_NUMBER: _ClassVar[int]
    PESSIMISTIC_EQUITY_FIELD_NUMBER: _ClassVar[int]
    OPTIMISTIC_EQUITY_FIELD_NUMBER: _ClassVar[int]
    ambiguous_bars: int
    pessimistic_equity: str
    optimistic_equity: str
    def __init__(self, ambiguous_bars: _Optional[int] = ..., pessimistic_equity: _Optional[str] = ..., optimistic_equity: _Optional[str] = ...) -> None: ...

class DataUse(_message.Message):
    __slots__ = ("symbol", "series", "version", "rows", "findings")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    SERIES_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    series: str
    version: str
    rows: int
    findings: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, symbol: _Optional[str] = ..., series: _Optional[str] = ..., version: _Optional[str] = ..., rows: _Optional[int] = ..., findings: _Optional[_Iterable[str]] = ...) -> None: ...

class EquityColumns(_message.Message):
    __slots__ = ("date", "barrier", "time", "open", "high", "low", "close", "cash", "gross_exposure", "drawdown")
    DATE_FIELD_NUMBER: _ClassVar[int]
    BARRIER_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    CLOSE_FIELD_NUMBER: _ClassVar[int]
    CASH_FIELD_NUMBER: _ClassVar[int]
    GROSS_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    date: _containers.RepeatedScalarFieldContainer[int]
    barrier: _containers.RepeatedScalarFieldContainer[int]
    time: _containers.RepeatedScalarFieldContainer[int]
    open: _containers.RepeatedScalarFieldContainer[float]
    high: _containers.RepeatedScalarFieldContainer[float]
    low: _containers.RepeatedScalarFieldContainer[float]
    close: _containers.RepeatedScalarFieldContainer[float]
    cash: _containers.RepeatedScalarFieldContainer[float]
    gross_exposure: _containers.RepeatedScalarFieldContainer[float]
    drawdown: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, date: _Optional[_Iterable[int]] = ..., barrier: _Optional[_Iterable[int]] = ..., time: _Optional[_Iterable[int]] = ..., open: _Optional[_Iterable[float]] = ..., high: _Optional[_Iterable[float]] = ..., low: _Optional[_Iterable[float]] = ..., close: _Optional[_Iterable[float]] = ..., cash: _Optional[_Iterable[float]] = ..., gross_exposure: _Optional[_Iterable[float]] = ..., drawdown: _Optional[_Iterable[float]] = ...) -> None: ...
