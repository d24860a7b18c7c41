"""How the suite and the adapter tell each other messages, items and errors."""

import base64
import dataclasses

import openbell
from openbell.v1 import session_service_pb2, trading_service_pb2

CALLS = {
    "SessionService": ("sessions", session_service_pb2),
    "TradingService": ("trading", trading_service_pb2),
}


class OwnError(Exception):
    """An error of the bot or of the handler of items, as the suite orders them."""


class WatchEnded(Exception):
    """A watch ended though nobody left it."""


def unary_call(client, action):
    """The method of the client, its request, and how it is called."""
    service, _, name = action["method"].rpartition(".")[2].partition("/")
    attribute, module = CALLS[service]
    request = getattr(module, f"{name}Request").FromString(read_bytes(action["request"]))
    timeout = {"timeout": action["timeoutMs"] / 1000} if "timeoutMs" in action else {}
    return getattr(getattr(client, attribute), name), request, timeout


def watch_options(action, told):
    """What the watch is called with; it tells its reconnects to a list."""
    return {
        "on_reconnect": reconnect_teller(told),
        "request": session_service_pb2.WatchSessionsRequest.FromString(
            read_bytes(action["request"])
        ),
        "resume_token": action.get("resumeToken", ""),
        "heartbeats": action.get("heartbeats", False),
        "reconnect_attempts": action.get("reconnectAttempts"),
    }


def drive_options(action, told):
    """What the drive is called with, beside the session and the bot."""
    stall = {"stall": action["stallMs"] / 1000} if "stallMs" in action else {}
    return {
        "on_reconnect": reconnect_teller(told),
        "take_over": action.get("takeOver", False),
        "reconnect_attempts": action.get("reconnectAttempts"),
        **stall,
    }


def reconnect_teller(told):
    """Tells a list what a loop says of its reconnects."""

    def tell(reconnect):
        ms = reconnect.delay * 1000
        code = reconnect.error.code.name
        told.append({"code": code, "failures": reconnect.failures, "delayMs": ms})

    return tell


def told_item(item):
    """An item as the suite reads it."""
    if isinstance(item, openbell.ResetItem):
        return {"type": "reset", "reason": item.reason}
    at = {"revision": str(item.revision), "resumeToken": item.resume_token}
    if isinstance(item, openbell.SnapshotItem):
        sessions = [session.session_id for session in item.sessions]
        return {"type": "snapshot", "sessions": sessions, **at}
    if isinstance(item, openbell.SnapshotEndItem):
        return {"type": "snapshotEnd", "count": str(item.session_count), **at}
    if isinstance(item, openbell.RecordItem):
        return {"type": "record", "sessionId": item.record.session_id, **at}
    if isinstance(item, openbell.SampleItem):
        return {"type": "sample", "sessionId": item.sample.session_id, **at}
    return {"type": "heartbeat", **at}


def told_error(error):
    """An error as the suite reads it; one that is none of the client's is raised again."""
    if isinstance(error, OwnError):
        return {"own": str(error)}
    if isinstance(error, WatchEnded):
        return {"code": "CANCELLED", "message": "the watch ended"}
    if isinstance(error, ValueError):
        return {"usage": str(error)}
    if not isinstance(error, openbell.OpenbellError):
        raise error
    after = error.retry_after
    return {
        "code": error.code.name,
        "reason": error.reason_name,
        "message": error.message,
        "metadata": dict(error.metadata),
        "violations": [dataclasses.asdict(each) for each in error.violations],
        "retryAfterMs": None if after is None else round(after * 1000, 3),
        "requestId": error.request_id,
    }


def read_bytes(text):
    """Bytes of the protocol."""
    return base64.b64decode(text)


def told_message(message):
    """A message as the suite reads it."""
    return base64.b64encode(message.SerializeToString()).decode()
