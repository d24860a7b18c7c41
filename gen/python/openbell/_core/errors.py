"""What goes wrong with a call, as one exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import grpc

from openbell.v1 import error_reason_pb2


@dataclass(frozen=True)
class FieldViolation:
    """One bad field of a request."""

    field: str
    """Path of the field in the request, for example `spec.symbols[3]`."""
    reason: str
    """A value of ErrorReason without its prefix."""
    message: str
    """What is wrong and, where it is known, what would be right."""


class OpenbellError(Exception):
    """A call that failed. Programs decide by `reason` and `code`; the message is for people."""

    # Where users find it; tracebacks say so.
    __module__ = "openbell"

    def __init__(
        self,
        code: grpc.StatusCode,
        message: str,
        *,
        reason_name: str = "",
        metadata: Optional[Mapping[str, str]] = None,
        violations: tuple[FieldViolation, ...] = (),
        retry_after: Optional[float] = None,
        request_id: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code
        """The gRPC code."""
        self.message = message
        """One sentence for people."""
        self.reason_name = reason_name
        """A value of ErrorReason without its prefix, as it was sent, for example
        `SESSION_NOT_FOUND`. Empty when no Openbell server wrote the status: the connection, a
        proxy or this client did."""
        self.metadata: Mapping[str, str] = dict(metadata or {})
        """Facts for programs, under the keys that the reason publishes."""
        self.violations = violations
        """Every bad field."""
        self.retry_after = retry_after
        """When to try again, in seconds from the answer; None when the server did not say."""
        self.request_id = request_id
        """The `request_id` that a mutation carried, made by this client where the caller gave none;
        empty for other calls. After UNAVAILABLE or DEADLINE_EXCEEDED the mutation may have
        happened: the same request with this id gives its answer without doing it twice."""

    @property
    def reason(self) -> int:
        """The reason as a value of `ErrorReason`; UNSPECIFIED for none and for an unknown one."""
        try:
            return error_reason_pb2.ErrorReason.Value(f"ERROR_REASON_{self.reason_name}")
        except ValueError:
            return error_reason_pb2.ERROR_REASON_UNSPECIFIED


class ClientClosed(OpenbellError):
    """This client was closed: no other call or stream would go through."""

    def __init__(self, request_id: str = "") -> None:
        super().__init__(grpc.StatusCode.CANCELLED, "the client is closed", request_id=request_id)
