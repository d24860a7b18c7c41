import datetime

from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from openbell.v1 import order_pb2 as _order_pb2
from openbell.v1 import session_pb2 as _session_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EventKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVENT_KIND_UNSPECIFIED: _ClassVar[EventKind]
    EVENT_KIND_LIFECYCLE: _ClassVar[EventKind]
    EVENT_KIND_ORDERS: _ClassVar[EventKind]
    EVENT_KIND_FILLS: _ClassVar[EventKind]
    EVENT_KIND_TRADING_DAYS: _ClassVar[EventKind]
    EVENT_KIND_SAMPLES: _ClassVar[EventKind]
EVENT_KIND_UNSPECIFIED: EventKind
EVENT_KIND_LIFECYCLE: EventKind
EVENT_KIND_ORDERS: EventKind
EVENT_KIND_FILLS: EventKind
EVENT_KIND_TRADING_DAYS: EventKind
EVENT_KIND_SAMPLES: EventKind

class SessionRecord(_message.Message):
    __slots__ = ("revision", "session_id", "events", "session")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    revision: int
    session_id: str
    events: _containers.RepeatedCompositeFieldContainer[SessionEvent]
    session: _session_pb2.Session
    def __init__(self, revision: _Optional[int] = ..., session_id: _Optional[str] = ..., events: _Optional[_Iterable[_Union[SessionEvent, _Mapping]]] = ..., session: _Optional[_Union[_session_pb2.Session, _Mapping]] = ...) -> None: ...

class SessionEvent(_message.Message):
    __slots__ = ("event_number", "event_time", "session_time", "actor", "request_id", "comment", "may_ignore", "session_created", "session_updated", "session_state_changed", "session_deleted", "trading_day_closed", "order_changed", "order_filled", "position_adjusted", "trading_state_changed")
    EVENT_NUMBER_FIELD_NUMBER: _ClassVar[int]
    EVENT_TIME_FIELD_NUMBER: _ClassVar[int]
    SESSION_TIME_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    MAY_IGNORE_FIELD_NUMBER: _ClassVar[int]
    SESSION_CREATED_FIELD_NUMBER: _ClassVar[int]
    SESSION_UPDATED_FIELD_NUMBER: _ClassVar[int]
    SESSION_STATE_CHANGED_FIELD_NUMBER: _ClassVar[int]
    SESSION_DELETED_FIELD_NUMBER: _ClassVar[int]
    TRADING_DAY_CLOSED_FIELD_NUMBER: _ClassVar[int]
    ORDER_CHANGED_FIELD_NUMBER: _ClassVar[int]
    ORDER_FILLED_FIELD_NUMBER: _ClassVar[int]
    POSITION_ADJUSTED_FIELD_NUMBER: _ClassVar[int]
    TRADING_STATE_CHANGED_FIELD_NUMBER: _ClassVar[int]
    event_number: int
    event_time: _timestamp_pb2.Timestamp
    session_time: _timestamp_pb2.Timestamp
    actor: str
    request_id: str
    comment: str
    may_ignore: bool
    session_created: SessionCreated
    session_updated: SessionUpdated
    session_state_changed: SessionStateChanged
    session_deleted: SessionDeleted
    trading_day_closed: TradingDayClosed
    order_changed: _order_pb2.Order
    order_filled: _order_pb2.Fill
    position_adjusted: _order_pb2.PositionAdjusted
    trading_state_changed: TradingStateChanged
    def __init__(self, event_number: _Optional[int] = ..., event_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., session_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., request_id: _Optional[str] = ..., comment: _Optional[str] = ..., may_ignore: bool = ..., session_created: _Optional[_Union[SessionCreated, _Mapping]] = ..., session_updated: _Optional[_Union[SessionUpdated, _Mapping]] = ..., session_state_changed: _Optional[_Union[SessionStateChanged, _Mapping]] = ..., session_deleted: _Optional[_Union[SessionDeleted, _Mapping]] = ..., trading_day_closed: _Optional[_Union[TradingDayClosed, _Mapping]] = ..., order_changed: _Optional[_Union[_order_pb2.Order, _Mapping]] = ..., order_filled: _Optional[_Union[_order_pb2.Fill, _Mapping]] = ..., position_adjusted: _Optional[_Union[_order_pb2.PositionAdjusted, _Mapping]] = ..., trading_state_changed: _Optional[_Union[TradingStateChanged, _Mapping]] = ...) -> None: ...

class SessionCreated(_message.Message):
    __slots__ = ("owner", "spec", "labels", "annotations")
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
    OWNER_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    ANNOTATIONS_FIELD_NUMBER: _ClassVar[int]
    owner: str
    spec: _session_pb2.SessionSpec
    labels: _containers.ScalarMap[str, str]
    annotations: _containers.ScalarMap[str, str]
    def __init__(self, owner: _Optional[str] = ..., spec: _Optional[_Union[_session_pb2.SessionSpec, _Mapping]] = ..., labels: _Optional[_Mapping[str, str]] = ..., annotations: _Optional[_Mapping[str, str]] = ...) -> None: ...

class SessionUpdated(_message.Message):
    __slots__ = ("update_mask", "spec", "labels", "annotations")
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
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    ANNOTATIONS_FIELD_NUMBER: _ClassVar[int]
    update_mask: _field_mask_pb2.FieldMask
    spec: _session_pb2.SessionSpec
    labels: _containers.ScalarMap[str, str]
    annotations: _containers.ScalarMap[str, str]
    def __init__(self, update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., spec: _Optional[_Union[_session_pb2.SessionSpec, _Mapping]] = ..., labels: _Optional[_Mapping[str, str]] = ..., annotations: _Optional[_Mapping[str, str]] = ...) -> None: ...

class SessionStateChanged(_message.Message):
    __slots__ = ("previous_state", "state", "reason", "message", "stop_policy", "error")
    PREVIOUS_STATE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    STOP_POLICY_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    previous_state: _session_pb2.SessionState
    state: _session_pb2.SessionState
    reason: _session_pb2.StateReason
    message: str
    stop_policy: _session_pb2.StopPolicy
    error: _session_pb2.SessionError
    def __init__(self, previous_state: _Optional[_Union[_session_pb2.SessionState, str]] = ..., state: _Optional[_Union[_session_pb2.SessionState, str]] = ..., reason: _Optional[_Union[_session_pb2.StateReason, str]] = ..., message: _Optional[str] = ..., stop_policy: _Optional[_Union[_session_pb2.StopPolicy, str]] = ..., error: _Optional[_Union[_session_pb2.SessionError, _Mapping]] = ...) -> None: ...

class SessionDeleted(_message.Message):
    __slots__ = ("purge_time",)
    PURGE_TIME_FIELD_NUMBER: _ClassVar[int]
    purge_time: _timestamp_pb2.Timestamp
    def __init__(self, purge_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TradingDayClosed(_message.Message):
    __slots__ = ("date", "barrier", "bars", "closes", "equity")
    DATE_FIELD_NUMBER: _ClassVar[int]
    BARRIER_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    CLOSES_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    date: str
    barrier: int
    bars: int
    closes: _containers.RepeatedCompositeFieldContainer[SymbolClose]
    equity: DayEquity
    def __init__(self, date: _Optional[str] = ..., barrier: _Optional[int] = ..., bars: _Optional[int] = ..., closes: _Optional[_Iterable[_Union[SymbolClose, _Mapping]]] = ..., equity: _Optional[_Union[DayEquity, _Mapping]] = ...) -> None: ...

class DayEquity(_message.Message):
    __slots__ = ("open", "high", "low", "close", "cash", "gross_exposure")
    OPEN_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    CLOSE_FIELD_NUMBER: _ClassVar[int]
    CASH_FIELD_NUMBER: _ClassVar[int]
    GROSS_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    open: str
    high: str
    low: str
    close: str
    cash: str
    gross_exposure: str
    def __init__(self, open: _Optional[str] = ..., high: _Optional[str] = ..., low: _Optional[str] = ..., close: _Optional[str] = ..., cash: _Optional[str] = ..., gross_exposure: _Optional[str] = ...) -> None: ...

class TradingStateChanged(_message.Message):
    __slots__ = ("previous_trading_state", "trading_state", "trading_state_cap", "risk_cap", "reason", "message")
    PREVIOUS_TRADING_STATE_FIELD_NUMBER: _ClassVar[int]
    TRADING_STATE_FIELD_NUMBER: _ClassVar[int]
    TRADING_STATE_CAP_FIELD_NUMBER: _ClassVar[int]
    RISK_CAP_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    previous_trading_state: _session_pb2.TradingState
    trading_state: _session_pb2.TradingState
    trading_state_cap: _session_pb2.TradingState
    risk_cap: _session_pb2.TradingState
    reason: str
    message: str
    def __init__(self, previous_trading_state: _Optional[_Union[_session_pb2.TradingState, str]] = ..., trading_state: _Optional[_Union[_session_pb2.TradingState, str]] = ..., trading_state_cap: _Optional[_Union[_session_pb2.TradingState, str]] = ..., risk_cap: _Optional[_Union[_session_pb2.TradingState, str]] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class SymbolClose(_message.Message):
    __slots__ = ("symbol", "price")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    price: str
    def __init__(self, symbol: _Optional[str] = ..., price: _Optional[str] = ...) -> None: ...
