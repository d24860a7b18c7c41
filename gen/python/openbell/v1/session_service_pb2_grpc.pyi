# Made from openbell/v1/session_service.proto by `npm run generate`.
from collections.abc import AsyncIterator, Iterator
from typing import Any, type_check_only

import grpc
import grpc.aio

from openbell._aio import calls as _aio
from openbell._sync import calls as _sync
from openbell.v1 import session_feed_pb2
from openbell.v1 import session_service_pb2

class SessionServiceStub:
    def __init__(self, channel: grpc.Channel | grpc.aio.Channel) -> None: ...
    CreateSession: grpc.UnaryUnaryMultiCallable[session_service_pb2.CreateSessionRequest, session_service_pb2.CreateSessionResponse]
    GetSession: grpc.UnaryUnaryMultiCallable[session_service_pb2.GetSessionRequest, session_service_pb2.GetSessionResponse]
    ListSessions: grpc.UnaryUnaryMultiCallable[session_service_pb2.ListSessionsRequest, session_service_pb2.ListSessionsResponse]
    UpdateSession: grpc.UnaryUnaryMultiCallable[session_service_pb2.UpdateSessionRequest, session_service_pb2.UpdateSessionResponse]
    DeleteSession: grpc.UnaryUnaryMultiCallable[session_service_pb2.DeleteSessionRequest, session_service_pb2.DeleteSessionResponse]
    StartSession: grpc.UnaryUnaryMultiCallable[session_service_pb2.StartSessionRequest, session_service_pb2.StartSessionResponse]
    PauseSession: grpc.UnaryUnaryMultiCallable[session_service_pb2.PauseSessionRequest, session_service_pb2.PauseSessionResponse]
    ResumeSession: grpc.UnaryUnaryMultiCallable[session_service_pb2.ResumeSessionRequest, session_service_pb2.ResumeSessionResponse]
    StopSession: grpc.UnaryUnaryMultiCallable[session_service_pb2.StopSessionRequest, session_service_pb2.StopSessionResponse]
    ValidateSession: grpc.UnaryUnaryMultiCallable[session_service_pb2.ValidateSessionRequest, session_service_pb2.ValidateSessionResponse]
    WatchSessions: grpc.UnaryStreamMultiCallable[session_service_pb2.WatchSessionsRequest, session_feed_pb2.WatchSessionsResponse]
    ListSessionEvents: grpc.UnaryUnaryMultiCallable[session_service_pb2.ListSessionEventsRequest, session_service_pb2.ListSessionEventsResponse]

@type_check_only
class SessionServiceCalls:
    CreateSession: _sync.UnaryCall[session_service_pb2.CreateSessionRequest, session_service_pb2.CreateSessionResponse]
    GetSession: _sync.UnaryCall[session_service_pb2.GetSessionRequest, session_service_pb2.GetSessionResponse]
    ListSessions: _sync.UnaryCall[session_service_pb2.ListSessionsRequest, session_service_pb2.ListSessionsResponse]
    UpdateSession: _sync.UnaryCall[session_service_pb2.UpdateSessionRequest, session_service_pb2.UpdateSessionResponse]
    DeleteSession: _sync.UnaryCall[session_service_pb2.DeleteSessionRequest, session_service_pb2.DeleteSessionResponse]
    StartSession: _sync.UnaryCall[session_service_pb2.StartSessionRequest, session_service_pb2.StartSessionResponse]
    PauseSession: _sync.UnaryCall[session_service_pb2.PauseSessionRequest, session_service_pb2.PauseSessionResponse]
    ResumeSession: _sync.UnaryCall[session_service_pb2.ResumeSessionRequest, session_service_pb2.ResumeSessionResponse]
    StopSession: _sync.UnaryCall[session_service_pb2.StopSessionRequest, session_service_pb2.StopSessionResponse]
    ValidateSession: _sync.UnaryCall[session_service_pb2.ValidateSessionRequest, session_service_pb2.ValidateSessionResponse]
    WatchSessions: _sync.StreamCall[session_service_pb2.WatchSessionsRequest, session_feed_pb2.WatchSessionsResponse]
    ListSessionEvents: _sync.UnaryCall[session_service_pb2.ListSessionEventsRequest, session_service_pb2.ListSessionEventsResponse]

@type_check_only
class SessionServiceAsyncCalls:
    CreateSession: _aio.UnaryCall[session_service_pb2.CreateSessionRequest, session_service_pb2.CreateSessionResponse]
    GetSession: _aio.UnaryCall[session_service_pb2.GetSessionRequest, session_service_pb2.GetSessionResponse]
    ListSessions: _aio.UnaryCall[session_service_pb2.ListSessionsRequest, session_service_pb2.ListSessionsResponse]
    UpdateSession: _aio.UnaryCall[session_service_pb2.UpdateSessionRequest, session_service_pb2.UpdateSessionResponse]
    DeleteSession: _aio.UnaryCall[session_service_pb2.DeleteSessionRequest, session_service_pb2.DeleteSessionResponse]
    StartSession: _aio.UnaryCall[session_service_pb2.StartSessionRequest, session_service_pb2.StartSessionResponse]
    PauseSession: _aio.UnaryCall[session_service_pb2.PauseSessionRequest, session_service_pb2.PauseSessionResponse]
    ResumeSession: _aio.UnaryCall[session_service_pb2.ResumeSessionRequest, session_service_pb2.ResumeSessionResponse]
    StopSession: _aio.UnaryCall[session_service_pb2.StopSessionRequest, session_service_pb2.StopSessionResponse]
    ValidateSession: _aio.UnaryCall[session_service_pb2.ValidateSessionRequest, session_service_pb2.ValidateSessionResponse]
    WatchSessions: _aio.StreamCall[session_service_pb2.WatchSessionsRequest, session_feed_pb2.WatchSessionsResponse]
    ListSessionEvents: _aio.UnaryCall[session_service_pb2.ListSessionEventsRequest, session_service_pb2.ListSessionEventsResponse]

class SessionServiceServicer:
    def CreateSession(self, request: session_service_pb2.CreateSessionRequest, context: Any) -> Any: ...
    def GetSession(self, request: session_service_pb2.GetSessionRequest, context: Any) -> Any: ...
    def ListSessions(self, request: session_service_pb2.ListSessionsRequest, context: Any) -> Any: ...
    def UpdateSession(self, request: session_service_pb2.UpdateSessionRequest, context: Any) -> Any: ...
    def DeleteSession(self, request: session_service_pb2.DeleteSessionRequest, context: Any) -> Any: ...
    def StartSession(self, request: session_service_pb2.StartSessionRequest, context: Any) -> Any: ...
    def PauseSession(self, request: session_service_pb2.PauseSessionRequest, context: Any) -> Any: ...
    def ResumeSession(self, request: session_service_pb2.ResumeSessionRequest, context: Any) -> Any: ...
    def StopSession(self, request: session_service_pb2.StopSessionRequest, context: Any) -> Any: ...
    def ValidateSession(self, request: session_service_pb2.ValidateSessionRequest, context: Any) -> Any: ...
    def WatchSessions(self, request: session_service_pb2.WatchSessionsRequest, context: Any) -> Any: ...
    def ListSessionEvents(self, request: session_service_pb2.ListSessionEventsRequest, context: Any) -> Any: ...

def add_SessionServiceServicer_to_server(
    servicer: SessionServiceServicer, server: grpc.Server | grpc.aio.Server
) -> None: ...
