"""How a client calls: where to, as whom, how long, how often."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional, TypeVar, Union

from google.protobuf.message import Message

from openbell._core.address import parse_address
from openbell._core.service_config import service_config

Metadata = Sequence[tuple[str, Union[str, bytes]]]
"""What goes with a call beside its request."""

AnyMessage = TypeVar("AnyMessage", bound=Message)

# What threads can wait for, and at most 100 years: gRPC takes what is more than 200 for the past.
_LONGEST = min(threading.TIMEOUT_MAX, 100 * 365 * 86_400.0)


@dataclass(frozen=True)
class Settings:
    """What `connect` was told, checked."""

    address: str
    """The gRPC target."""
    token: Optional[str]
    """None, or an empty one, where there is none."""
    timeout: float
    """Deadline of a unary call, and how long a stream may say nothing, in seconds."""
    attempts: int

    @property
    def options(self) -> list[tuple[str, Any]]:
        """The options of the channel."""
        return [
            ("grpc.service_config", service_config(self.attempts)),
            ("grpc.enable_retries", 1),
            # Openbell's own pages are far below; this is what a client bears before it gives up.
            ("grpc.max_receive_message_length", 16 * 1024 * 1024),
            # Pings only while calls are open, so that a watch notices a dead connection even where
            # a middlebox keeps the socket open.
            ("grpc.keepalive_time_ms", 25_000),
            ("grpc.keepalive_timeout_ms", 10_000),
            ("grpc.http2.max_pings_without_data", 0),
            # The waits between calls and streams are this client's to draw; gRPC's own, up to two
            # minutes, would come on top of them.
            ("grpc.initial_reconnect_backoff_ms", 100),
            ("grpc.max_reconnect_backoff_ms", 2_000),
        ]

    def metadata(self, own: Optional[Metadata]) -> list[tuple[str, Union[str, bytes]]]:
        """The metadata of a call that brings its own."""
        credentials = [("authorization", f"Bearer {self.token}")] if self.token else []
        return [*credentials, *(own or ())]


def check_settings(url: str, token: Optional[str], timeout: float, attempts: int) -> Settings:
    """Raises ValueError for an address that is none, and for a timeout or attempts out of range."""
    address = parse_address(url)
    timeout = check_seconds("timeout", timeout)
    return Settings(address, token, timeout, check_attempts("attempts", attempts))


def check_seconds(name: str, seconds: float) -> float:
    """The seconds, where they are above 0 and can be waited for; raises ValueError otherwise."""
    if not (0 < seconds <= _LONGEST):
        most = f"at most {_LONGEST:.0f} seconds"
        raise ValueError(f"{name} is {seconds!r}: it must be above 0 and {most}")
    return seconds


def check_attempts(name: str, attempts: int) -> int:
    """The attempts, where they are a whole number from 1 on; raises ValueError otherwise."""
    if isinstance(attempts, bool) or not isinstance(attempts, int) or attempts < 1:
        raise ValueError(f"{name} is {attempts!r}: it must be a whole number from 1 on")
    return attempts


def identified(request: AnyMessage) -> tuple[AnyMessage, str]:
    """The request and its `request_id`: a fresh UUID where it takes one and has none.

    The caller's message stays as it is. Sent again it is a new request, not a repetition.
    """
    if "request_id" not in request.DESCRIPTOR.fields_by_name:
        return request, ""
    given: str = getattr(request, "request_id")
    if given:
        return request, given
    copy = type(request)()
    copy.CopyFrom(request)
    request_id = str(uuid.uuid4())
    setattr(copy, "request_id", request_id)
    return copy, request_id
