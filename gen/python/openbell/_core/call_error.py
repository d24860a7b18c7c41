"""Makes the one exception out of what gRPC says of a failed call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional, Union

import grpc

from openbell._core.errors import OpenbellError
from openbell._core.status_details import DETAILS_KEY, StatusDetails, read_details

# How gRPC begins the details of a status that it wrote itself, as no server was there.
_NOBODY = ("failed to connect to all addresses", "errors resolving ", "DNS resolution failed")
# What it says where somebody is there who does not speak HTTP/2.
_OTHER_PROTOCOL = ("Failed parsing HTTP/2", "http1.x server")
# What it says of an answer of HTTP whose status it did not look at: grpc.aio asks for the headers
# of a stream a moment after it began, and on a busy event loop that is too late.
_PAGE = "Data frame with END_STREAM flag received"


def call_error(
    error: object,
    address: str,
    *,
    request_id: str = "",
    timeout: Optional[float] = None,
) -> OpenbellError:
    """The exception for a `grpc.RpcError`, of either API.

    `timeout` is the deadline that the call had, in seconds.
    """
    code: grpc.StatusCode = error.code()  # type: ignore[attr-defined]
    text: str = error.details() or ""  # type: ignore[attr-defined]
    details = _details_of(error.trailing_metadata())  # type: ignore[attr-defined]
    message = text
    if not details.reason_name:
        message = _sentence(code, text, address, timeout)
        if _is_other_protocol(text):
            code = grpc.StatusCode.UNIMPLEMENTED
        elif _PAGE in text:
            # Of a proxy that has lost its server as likely as of a server of something else.
            code = grpc.StatusCode.UNAVAILABLE
    return OpenbellError(
        code,
        message,
        reason_name=details.reason_name,
        metadata=details.metadata,
        violations=details.violations,
        retry_after=details.retry_after,
        request_id=request_id,
    )


def unavailable(message: str) -> OpenbellError:
    """The exception for a stream that is not there any more."""
    return OpenbellError(grpc.StatusCode.UNAVAILABLE, message)


def no_answer(request_id: str = "") -> OpenbellError:
    """The exception for an answer that is absent, or whose bytes are no message of the contract:
    gRPC gives None for both."""
    message = "the server's answer is no message of openbell.v1"
    return OpenbellError(grpc.StatusCode.INTERNAL, message, request_id=request_id)


def _details_of(
    trailers: Optional[Iterable[tuple[str, Union[str, bytes]]]],
) -> StatusDetails:
    for key, value in trailers or ():
        if key == DETAILS_KEY and isinstance(value, bytes):
            return read_details(value)
    return StatusDetails()


def _sentence(code: grpc.StatusCode, text: str, address: str, timeout: Optional[float]) -> str:
    """What a status means that no Openbell server wrote."""
    if _is_other_protocol(text) or code is grpc.StatusCode.UNIMPLEMENTED:
        return f"the server at {address} does not serve openbell.v1 over gRPC: {text}"
    if _PAGE in text:
        return f"{address} answered, but not over gRPC: {text}"
    if code is grpc.StatusCode.UNAVAILABLE and text.startswith(_NOBODY):
        # The rest is gRPC's way there, for example `last error: UNKNOWN: ipv4:127.0.0.1:1: …`.
        return f"no server answers at {address}: {text.rpartition(': ')[2].strip(']')}"
    if code is grpc.StatusCode.DEADLINE_EXCEEDED and timeout is not None:
        return f"the server at {address} did not answer within {timeout:g} s"
    return text or f"the call to {address} ended with {code.name}"


def _is_other_protocol(text: str) -> bool:
    return any(sign in text for sign in _OTHER_PROTOCOL)
