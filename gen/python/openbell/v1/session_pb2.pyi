import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from openbell.v1 import account_pb2 as _account_pb2
from openbell.v1 import fill_model_pb2 as _fill_model_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SessionMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SESSION_MODE_UNSPECIFIED: _ClassVar[SessionMode]
    SESSION_MODE_SIMULATION: _ClassVar[SessionMode]
    SESSION_MODE_PAPER: _ClassVar[SessionMode]
    SESSION_MODE_LIVE: _ClassVar[SessionMode]

class SessionState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SESSION_STATE_UNSPECIFIED: _ClassVar[SessionState]
    SESSION_STATE_READY: _ClassVar[SessionState]
    SESSION_STATE_STARTING: _ClassVar[SessionState]
    SESSION_STATE_RUNNING: _ClassVar[SessionState]
    SESSION_STATE_PAUSED: _ClassVar[SessionState]
    SESSION_STATE_SUSPENDED: _ClassVar[SessionState]
    SESSION_STATE_STOPPING: _ClassVar[SessionState]
    SESSION_STATE_STOPPED: _ClassVar[SessionState]
    SESSION_STATE_COMPLETED: _ClassVar[SessionState]
    SESSION_STATE_FAILED: _ClassVar[SessionState]
    SESSION_STATE_RECOVERING: _ClassVar[SessionState]

class TradingState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRADING_STATE_UNSPECIFIED: _ClassVar[TradingState]
    TRADING_STATE_ACTIVE: _ClassVar[TradingState]
    TRADING_STATE_REDUCING: _ClassVar[TradingState]
    TRADING_STATE_HALTED: _ClassVar[TradingState]

class StateReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATE_REASON_UNSPECIFIED: _ClassVar[StateReason]
    STATE_REASON_REQUESTED: _ClassVar[StateReason]
    STATE_REASON_EXPIRED: _ClassVar[StateReason]
    STATE_REASON_END_OF_DATA: _ClassVar[StateReason]
    STATE_REASON_SERVER_RESTARTED: _ClassVar[StateReason]
    STATE_REASON_RECOVERED: _ClassVar[StateReason]
    STATE_REASON_DATA_UNAVAILABLE: _ClassVar[StateReason]
    STATE_REASON_INTERNAL_ERROR: _ClassVar[StateReason]
    STATE_REASON_DRIVER_LOST: _ClassVar[StateReason]
    STATE_REASON_ENGINE_CHANGED: _ClassVar[StateReason]

class BarPrice(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BAR_PRICE_UNSPECIFIED: _ClassVar[BarPrice]
    BAR_PRICE_TRADE: _ClassVar[BarPrice]
    BAR_PRICE_BID_ASK: _ClassVar[BarPrice]

class Adjustment(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ADJUSTMENT_UNSPECIFIED: _ClassVar[Adjustment]
    ADJUSTMENT_RAW: _ClassVar[Adjustment]
    ADJUSTMENT_SPLIT: _ClassVar[Adjustment]
    ADJUSTMENT_TOTAL_RETURN: _ClassVar[Adjustment]

class Drive(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DRIVE_UNSPECIFIED: _ClassVar[Drive]
    DRIVE_REPLAY: _ClassVar[Drive]
    DRIVE_LOCKSTEP: _ClassVar[Drive]

class Durability(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DURABILITY_UNSPECIFIED: _ClassVar[Durability]
    DURABILITY_BATCHED: _ClassVar[Durability]
    DURABILITY_STRICT: _ClassVar[Durability]

class Schedule(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SCHEDULE_UNSPECIFIED: _ClassVar[Schedule]
    SCHEDULE_REGULAR: _ClassVar[Schedule]
    SCHEDULE_EXTENDED: _ClassVar[Schedule]
    SCHEDULE_CONTINUOUS: _ClassVar[Schedule]

class StopPolicy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STOP_POLICY_UNSPECIFIED: _ClassVar[StopPolicy]
    STOP_POLICY_CANCEL_ORDERS: _ClassVar[StopPolicy]
    STOP_POLICY_FLATTEN: _ClassVar[StopPolicy]
    STOP_POLICY_KEEP: _ClassVar[StopPolicy]
SESSION_MODE_UNSPECIFIED: SessionMode
SESSION_MODE_SIMULATION: SessionMode
SESSION_MODE_PAPER: SessionMode
SESSION_MODE_LIVE: SessionMode
SESSION_STATE_UNSPECIFIED: SessionState
SESSION_STATE_READY: SessionState
SESSION_STATE_STARTING: SessionState
SESSION_STATE_RUNNING: SessionState
SESSION_STATE_PAUSED: SessionState
SESSION_STATE_SUSPENDED: SessionState
SESSION_STATE_STOPPING: SessionState
SESSION_STATE_STOPPED: SessionState
SESSION_STATE_COMPLETED: SessionState
SESSION_STATE_FAILED: SessionState
SESSION_STATE_RECOVERING: SessionState
TRADING_STATE_UNSPECIFIED: TradingState
TRADING_STATE_ACTIVE: TradingState
TRADING_STATE_REDUCING: TradingState
TRADING_STATE_HALTED: TradingState
STATE_REASON_UNSPECIFIED: StateReason
STATE_REASON_REQUESTED: StateReason
STATE_REASON_EXPIRED: StateReason
STATE_REASON_END_OF_DATA: StateReason
STATE_REASON_SERVER_RESTARTED: StateReason
STATE_REASON_RECOVERED: StateReason
STATE_REASON_DATA_UNAVAILABLE: StateReason
STATE_REASON_INTERNAL_ERROR: StateReason
STATE_REASON_DRIVER_LOST: StateReason
STATE_REASON_ENGINE_CHANGED: StateReason
BAR_PRICE_UNSPECIFIED: BarPrice
BAR_PRICE_TRADE: BarPrice
BAR_PRICE_BID_ASK: BarPrice
ADJUSTMENT_UNSPECIFIED: Adjustment
ADJUSTMENT_RAW: Adjustment
ADJUSTMENT_SPLIT: Adjustment
ADJUSTMENT_TOTAL_RETURN: Adjustment
DRIVE_UNSPECIFIED: Drive
DRIVE_REPLAY: Drive
DRIVE_LOCKSTEP: Drive
DURABILITY_UNSPECIFIED: Durability
DURABILITY_BATCHED: Durability
DURABILITY_STRICT: Durability
SCHEDULE_UNSPECIFIED: Schedule
SCHEDULE_REGULAR: Schedule
SCHEDULE_EXTENDED: Schedule
SCHEDULE_CONTINUOUS: Schedule
STOP_POLICY_UNSPECIFIED: StopPolicy
STOP_POLICY_CANCEL_ORDERS: StopPolicy
STOP_POLICY_FLATTEN: StopPolicy
STOP_POLICY_KEEP: StopPolicy

class Session(_message.Message):
    __slots__ = ("session_id", "owner", "mode", "spec", "status", "labels", "annotations", "etag", "create_time", "update_time", "expire_time", "delete_time", "purge_time")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class AnnotationsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    ANNOTATIONS_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    DELETE_TIME_FIELD_NUMBER: _ClassVar[int]
    PURGE_TIME_FIELD_NUMBER: _ClassVar[int]
    session_id: str
    owner: str
    mode: SessionMode
    spec: SessionSpec
    status: SessionStatus
    labels: _containers.ScalarMap[str, str]
    annotations: _containers.ScalarMap[str, str]
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    delete_time: _timestamp_pb2.Timestamp
    purge_time: _timestamp_pb2.Timestamp
    def __init__(self, session_id: _Optional[str] = ..., owner: _Optional[str] = ..., mode: _Optional[_Union[SessionMode, str]] = ..., spec: _Optional[_Union[SessionSpec, _Mapping]] = ..., status: _Optional[_Union[SessionStatus, _Mapping]] = ..., labels: _Optional[_Mapping[str, str]] = ..., annotations: _Optional[_Mapping[str, str]] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., delete_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., purge_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SessionSpec(_message.Message):
    __slots__ = ("display_name", "strategy_id", "strategy_version", "symbols", "initial_capital", "currency", "risk_controls", "schedule", "stop_policy", "idle_timeout", "simulation", "paper", "live")
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_VERSION_FIELD_NUMBER: _ClassVar[int]
    SYMBOLS_FIELD_NUMBER: _ClassVar[int]
    INITIAL_CAPITAL_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    RISK_CONTROLS_FIELD_NUMBER: _ClassVar[int]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    STOP_POLICY_FIELD_NUMBER: _ClassVar[int]
    IDLE_TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    SIMULATION_FIELD_NUMBER: _ClassVar[int]
    PAPER_FIELD_NUMBER: _ClassVar[int]
    LIVE_FIELD_NUMBER: _ClassVar[int]
    display_name: str
    strategy_id: str
    strategy_version: str
    symbols: _containers.RepeatedScalarFieldContainer[str]
    initial_capital: str
    currency: str
    risk_controls: RiskControls
    schedule: Schedule
    stop_policy: StopPolicy
    idle_timeout: _duration_pb2.Duration
    simulation: SimulationSpec
    paper: PaperSpec
    live: LiveSpec
    def __init__(self, display_name: _Optional[str] = ..., strategy_id: _Optional[str] = ..., strategy_version: _Optional[str] = ..., symbols: _Optional[_Iterable[str]] = ..., initial_capital: _Optional[str] = ..., currency: _Optional[str] = ..., risk_controls: _Optional[_Union[RiskControls, _Mapping]] = ..., schedule: _Optional[_Union[Schedule, str]] = ..., stop_policy: _Optional[_Union[StopPolicy, str]] = ..., idle_timeout: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., simulation: _Optional[_Union[SimulationSpec, _Mapping]] = ..., paper: _Optional[_Union[PaperSpec, _Mapping]] = ..., live: _Optional[_Union[LiveSpec, _Mapping]] = ...) -> None: ...

class SimulationSpec(_message.Message):
    __slots__ = ("start_date", "end_date", "data", "adjustment", "drive", "pace", "fill_model", "seed", "warmup", "durability", "account")
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    ADJUSTMENT_FIELD_NUMBER: _ClassVar[int]
    DRIVE_FIELD_NUMBER: _ClassVar[int]
    PACE_FIELD_NUMBER: _ClassVar[int]
    FILL_MODEL_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    WARMUP_FIELD_NUMBER: _ClassVar[int]
    DURABILITY_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    start_date: str
    end_date: str
    data: _containers.RepeatedCompositeFieldContainer[DataSelection]
    adjustment: Adjustment
    drive: Drive
    pace: Pace
    fill_model: _fill_model_pb2.FillModel
    seed: int
    warmup: Warmup
    durability: Durability
    account: _fill_model_pb2.AccountModel
    def __init__(self, start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., data: _Optional[_Iterable[_Union[DataSelection, _Mapping]]] = ..., adjustment: _Optional[_Union[Adjustment, str]] = ..., drive: _Optional[_Union[Drive, str]] = ..., pace: _Optional[_Union[Pace, _Mapping]] = ..., fill_model: _Optional[_Union[_fill_model_pb2.FillModel, _Mapping]] = ..., seed: _Optional[int] = ..., warmup: _Optional[_Union[Warmup, _Mapping]] = ..., durability: _Optional[_Union[Durability, str]] = ..., account: _Optional[_Union[_fill_model_pb2.AccountModel, _Mapping]] = ...) -> None: ...

class PaperSpec(_message.Message):
    __slots__ = ("data", "fill_model")
    DATA_FIELD_NUMBER: _ClassVar[int]
    FILL_MODEL_FIELD_NUMBER: _ClassVar[int]
    data: _containers.RepeatedCompositeFieldContainer[DataSelection]
    fill_model: _fill_model_pb2.FillModel
    def __init__(self, data: _Optional[_Iterable[_Union[DataSelection, _Mapping]]] = ..., fill_model: _Optional[_Union[_fill_model_pb2.FillModel, _Mapping]] = ...) -> None: ...

class LiveSpec(_message.Message):
    __slots__ = ("broker_id", "account_id", "data")
    BROKER_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    broker_id: str
    account_id: str
    data: _containers.RepeatedCompositeFieldContainer[DataSelection]
    def __init__(self, broker_id: _Optional[str] = ..., account_id: _Optional[str] = ..., data: _Optional[_Iterable[_Union[DataSelection, _Mapping]]] = ...) -> None: ...

class DataSelection(_message.Message):
    __slots__ = ("bars", "trades", "quotes")
    BARS_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    bars: BarData
    trades: TradeData
    quotes: QuoteData
    def __init__(self, bars: _Optional[_Union[BarData, _Mapping]] = ..., trades: _Optional[_Union[TradeData, _Mapping]] = ..., quotes: _Optional[_Union[QuoteData, _Mapping]] = ...) -> None: ...

class BarData(_message.Message):
    __slots__ = ("interval", "price")
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    interval: _duration_pb2.Duration
    price: BarPrice
    def __init__(self, interval: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., price: _Optional[_Union[BarPrice, str]] = ...) -> None: ...

class TradeData(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class QuoteData(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Pace(_message.Message):
    __slots__ = ("as_fast", "speed", "interval_per_slice")
    AS_FAST_FIELD_NUMBER: _ClassVar[int]
    SPEED_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_PER_SLICE_FIELD_NUMBER: _ClassVar[int]
    as_fast: bool
    speed: float
    interval_per_slice: _duration_pb2.Duration
    def __init__(self, as_fast: bool = ..., speed: _Optional[float] = ..., interval_per_slice: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Warmup(_message.Message):
    __slots__ = ("trading_days",)
    TRADING_DAYS_FIELD_NUMBER: _ClassVar[int]
    trading_days: int
    def __init__(self, trading_days: _Optional[int] = ...) -> None: ...

class RiskControls(_message.Message):
    __slots__ = ("max_order_quantity", "max_order_value", "max_open_orders", "max_position_quantity", "max_gross_exposure", "price_collar", "max_orders_per_second", "max_daily_loss", "max_drawdown", "breach_state")
    MAX_ORDER_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    MAX_OPEN_ORDERS_FIELD_NUMBER: _ClassVar[int]
    MAX_POSITION_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    MAX_GROSS_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    PRICE_COLLAR_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDERS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    MAX_DAILY_LOSS_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    BREACH_STATE_FIELD_NUMBER: _ClassVar[int]
    max_order_quantity: str
    max_order_value: str
    max_open_orders: int
    max_position_quantity: str
    max_gross_exposure: str
    price_collar: str
    max_orders_per_second: int
    max_daily_loss: str
    max_drawdown: str
    breach_state: TradingState
    def __init__(self, max_order_quantity: _Optional[str] = ..., max_order_value: _Optional[str] = ..., max_open_orders: _Optional[int] = ..., max_position_quantity: _Optional[str] = ..., max_gross_exposure: _Optional[str] = ..., price_collar: _Optional[str] = ..., max_orders_per_second: _Optional[int] = ..., max_daily_loss: _Optional[str] = ..., max_drawdown: _Optional[str] = ..., breach_state: _Optional[_Union[TradingState, str]] = ...) -> None: ...

class SessionStatus(_message.Message):
    __slots__ = ("state", "state_reason", "state_message", "state_time", "trading_state", "error", "progress", "sample_time", "revision", "event_number", "results_digest", "telemetry", "account", "metrics", "trading_state_cap", "risk_cap")
    STATE_FIELD_NUMBER: _ClassVar[int]
    STATE_REASON_FIELD_NUMBER: _ClassVar[int]
    STATE_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STATE_TIME_FIELD_NUMBER: _ClassVar[int]
    TRADING_STATE_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_TIME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    EVENT_NUMBER_FIELD_NUMBER: _ClassVar[int]
    RESULTS_DIGEST_FIELD_NUMBER: _ClassVar[int]
    TELEMETRY_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    METRICS_FIELD_NUMBER: _ClassVar[int]
    TRADING_STATE_CAP_FIELD_NUMBER: _ClassVar[int]
    RISK_CAP_FIELD_NUMBER: _ClassVar[int]
    state: SessionState
    state_reason: StateReason
    state_message: str
    state_time: _timestamp_pb2.Timestamp
    trading_state: TradingState
    error: SessionError
    progress: Progress
    sample_time: _timestamp_pb2.Timestamp
    revision: int
    event_number: int
    results_digest: str
    telemetry: Telemetry
    account: _account_pb2.Account
    metrics: _account_pb2.Metrics
    trading_state_cap: TradingState
    risk_cap: TradingState
    def __init__(self, state: _Optional[_Union[SessionState, str]] = ..., state_reason: _Optional[_Union[StateReason, str]] = ..., state_message: _Optional[str] = ..., state_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., trading_state: _Optional[_Union[TradingState, str]] = ..., error: _Optional[_Union[SessionError, _Mapping]] = ..., progress: _Optional[_Union[Progress, _Mapping]] = ..., sample_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., revision: _Optional[int] = ..., event_number: _Optional[int] = ..., results_digest: _Optional[str] = ..., telemetry: _Optional[_Union[Telemetry, _Mapping]] = ..., account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ..., metrics: _Optional[_Union[_account_pb2.Metrics, _Mapping]] = ..., trading_state_cap: _Optional[_Union[TradingState, str]] = ..., risk_cap: _Optional[_Union[TradingState, str]] = ...) -> None: ...

class SessionError(_message.Message):
    __slots__ = ("reason", "message")
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    reason: str
    message: str
    def __init__(self, reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class Progress(_message.Message):
    __slots__ = ("barrier", "durable_barrier", "barrier_total", "session_time", "bars", "trading_days", "bars_per_second", "remaining")
    BARRIER_FIELD_NUMBER: _ClassVar[int]
    DURABLE_BARRIER_FIELD_NUMBER: _ClassVar[int]
    BARRIER_TOTAL_FIELD_NUMBER: _ClassVar[int]
    SESSION_TIME_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    TRADING_DAYS_FIELD_NUMBER: _ClassVar[int]
    BARS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    REMAINING_FIELD_NUMBER: _ClassVar[int]
    barrier: int
    durable_barrier: int
    barrier_total: int
    session_time: _timestamp_pb2.Timestamp
    bars: int
    trading_days: int
    bars_per_second: float
    remaining: _duration_pb2.Duration
    def __init__(self, barrier: _Optional[int] = ..., durable_barrier: _Optional[int] = ..., barrier_total: _Optional[int] = ..., session_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., bars: _Optional[int] = ..., trading_days: _Optional[int] = ..., bars_per_second: _Optional[float] = ..., remaining: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Telemetry(_message.Message):
    __slots__ = ("run_time", "recoveries", "turns", "decision_latency_p50", "decision_latency_p99", "commands", "refused_commands")
    RUN_TIME_FIELD_NUMBER: _ClassVar[int]
    RECOVERIES_FIELD_NUMBER: _ClassVar[int]
    TURNS_FIELD_NUMBER: _ClassVar[int]
    DECISION_LATENCY_P50_FIELD_NUMBER: _ClassVar[int]
    DECISION_LATENCY_P99_FIELD_NUMBER: _ClassVar[int]
    COMMANDS_FIELD_NUMBER: _ClassVar[int]
    REFUSED_COMMANDS_FIELD_NUMBER: _ClassVar[int]
    run_time: _duration_pb2.Duration
    recoveries: int
    turns: int
    decision_latency_p50: _duration_pb2.Duration
    decision_latency_p99: _duration_pb2.Duration
    commands: int
    refused_commands: int
    def __init__(self, run_time: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., recoveries: _Optional[int] = ..., turns: _Optional[int] = ..., decision_latency_p50: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., decision_latency_p99: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., commands: _Optional[int] = ..., refused_commands: _Optional[int] = ...) -> None: ...
