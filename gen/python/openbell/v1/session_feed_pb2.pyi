import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from openbell.v1 import session_pb2 as _session_pb2
from openbell.v1 import session_event_pb2 as _session_event_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ClosingReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLOSING_REASON_UNSPECIFIED: _ClassVar[ClosingReason]
    CLOSING_REASON_SERVER_STOPPING: _ClassVar[ClosingReason]
CLOSING_REASON_UNSPECIFIED: ClosingReason
CLOSING_REASON_SERVER_STOPPING: ClosingReason

class FeedFilter(_message.Message):
    __slots__ = ("session_ids", "modes", "strategy_ids")
    SESSION_IDS_FIELD_NUMBER: _ClassVar[int]
    MODES_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_IDS_FIELD_NUMBER: _ClassVar[int]
    session_ids: _containers.RepeatedScalarFieldContainer[str]
    modes: _containers.RepeatedScalarFieldContainer[_session_pb2.SessionMode]
    strategy_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, session_ids: _Optional[_Iterable[str]] = ..., modes: _Optional[_Iterable[_Union[_session_pb2.SessionMode, str]]] = ..., strategy_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class WatchSessionsResponse(_message.Message):
    __slots__ = ("frame_number", "revision", "previous_revision", "resume_token", "emit_time", "opened", "snapshot", "snapshot_end", "record", "sample", "heartbeat", "closing")
    FRAME_NUMBER_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_REVISION_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    EMIT_TIME_FIELD_NUMBER: _ClassVar[int]
    OPENED_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_END_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    CLOSING_FIELD_NUMBER: _ClassVar[int]
    frame_number: int
    revision: int
    previous_revision: int
    resume_token: str
    emit_time: _timestamp_pb2.Timestamp
    opened: Opened
    snapshot: Snapshot
    snapshot_end: SnapshotEnd
    record: _session_event_pb2.SessionRecord
    sample: SessionSample
    heartbeat: Heartbeat
    closing: Closing
    def __init__(self, frame_number: _Optional[int] = ..., revision: _Optional[int] = ..., previous_revision: _Optional[int] = ..., resume_token: _Optional[str] = ..., emit_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., opened: _Optional[_Union[Opened, _Mapping]] = ..., snapshot: _Optional[_Union[Snapshot, _Mapping]] = ..., snapshot_end: _Optional[_Union[SnapshotEnd, _Mapping]] = ..., record: _Optional[_Union[_session_event_pb2.SessionRecord, _Mapping]] = ..., sample: _Optional[_Union[SessionSample, _Mapping]] = ..., heartbeat: _Optional[_Union[Heartbeat, _Mapping]] = ..., closing: _Optional[_Union[Closing, _Mapping]] = ...) -> None: ...

class Opened(_message.Message):
    __slots__ = ("stream_id", "store_id", "current_revision", "oldest_revision", "heartbeat_interval", "snapshot")
    STREAM_ID_FIELD_NUMBER: _ClassVar[int]
    STORE_ID_FIELD_NUMBER: _ClassVar[int]
    CURRENT_REVISION_FIELD_NUMBER: _ClassVar[int]
    OLDEST_REVISION_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    stream_id: str
    store_id: str
    current_revision: int
    oldest_revision: int
    heartbeat_interval: _duration_pb2.Duration
    snapshot: bool
    def __init__(self, stream_id: _Optional[str] = ..., store_id: _Optional[str] = ..., current_revision: _Optional[int] = ..., oldest_revision: _Optional[int] = ..., heartbeat_interval: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., snapshot: bool = ...) -> None: ...

class Snapshot(_message.Message):
    __slots__ = ("sessions",)
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    sessions: _containers.RepeatedCompositeFieldContainer[_session_pb2.Session]
    def __init__(self, sessions: _Optional[_Iterable[_Union[_session_pb2.Session, _Mapping]]] = ...) -> None: ...

class SnapshotEnd(_message.Message):
    __slots__ = ("session_count",)
    SESSION_COUNT_FIELD_NUMBER: _ClassVar[int]
    session_count: int
    def __init__(self, session_count: _Optional[int] = ...) -> None: ...

class SessionSample(_message.Message):
    __slots__ = ("session_id", "sample_time", "progress", "telemetry")
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_TIME_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    TELEMETRY_FIELD_NUMBER: _ClassVar[int]
    session_id: str
    sample_time: _timestamp_pb2.Timestamp
    progress: _session_pb2.Progress
    telemetry: _session_pb2.Telemetry
    def __init__(self, session_id: _Optional[str] = ..., sample_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., progress: _Optional[_Union[_session_pb2.Progress, _Mapping]] = ..., telemetry: _Optional[_Union[_session_pb2.Telemetry, _Mapping]] = ...) -> None: ...

class Heartbeat(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Closing(_message.Message):
    __slots__ = ("reason", "reconnect_after")
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECONNECT_AFTER_FIELD_NUMBER: _ClassVar[int]
    reason: ClosingReason
    reconnect_after: _duration_pb2.Duration
    def __init__(self, reason: _Optional[_Union[ClosingReason, str]] = ..., reconnect_after: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...
