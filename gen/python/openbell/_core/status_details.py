"""Reads `grpc-status-details-bin`. The only file that knows `google.rpc`.

What is read of its messages is described here, in a descriptor pool of its own: a package with
Google's generated code would bind this one to its range of protobuf versions, and a second copy of
that code in the default pool would clash with the first.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Optional

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, text_format
from google.protobuf.message import DecodeError

from openbell._core.errors import FieldViolation

DETAILS_KEY = "grpc-status-details-bin"
"""The trailer that has them."""

_DOMAIN = "openbell.dev"

_FILE = """
name: "openbell/status_details.proto" package: "details" syntax: "proto3"
message_type { name: "Status"
  field { name: "details" number: 3 label: LABEL_REPEATED type: TYPE_MESSAGE type_name: "Detail" }
}
message_type { name: "Detail"
  field { name: "type_url" number: 1 type: TYPE_STRING }
  field { name: "value" number: 2 type: TYPE_BYTES }
}
message_type { name: "ErrorInfo"
  field { name: "reason" number: 1 type: TYPE_STRING }
  field { name: "domain" number: 2 type: TYPE_STRING }
  field { name: "metadata" number: 3 label: LABEL_REPEATED type: TYPE_MESSAGE type_name: "Entry" }
}
message_type { name: "Entry"
  field { name: "key" number: 1 type: TYPE_STRING }
  field { name: "value" number: 2 type: TYPE_STRING }
}
message_type { name: "BadRequest"
  field { name: "fields" number: 1 label: LABEL_REPEATED type: TYPE_MESSAGE type_name: "Field" }
}
message_type { name: "Field"
  field { name: "field" number: 1 type: TYPE_STRING }
  field { name: "description" number: 2 type: TYPE_STRING }
  field { name: "reason" number: 3 type: TYPE_STRING }
}
message_type { name: "RetryInfo"
  field { name: "delay" number: 1 type: TYPE_MESSAGE type_name: "Delay" }
}
message_type { name: "Delay"
  field { name: "seconds" number: 1 type: TYPE_INT64 }
  field { name: "nanos" number: 2 type: TYPE_INT32 }
}
"""

_pool = descriptor_pool.DescriptorPool()
_pool.AddSerializedFile(
    text_format.Parse(_FILE, descriptor_pb2.FileDescriptorProto()).SerializeToString()
)


def _read(name: str, data: bytes) -> Any:
    message = message_factory.GetMessageClass(_pool.FindMessageTypeByName(f"details.{name}"))()
    message.ParseFromString(data)
    return message


@dataclass
class StatusDetails:
    """What an Openbell server says of a refusal beside its code and its message."""

    reason_name: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    violations: tuple[FieldViolation, ...] = ()
    retry_after: Optional[float] = None
    """In seconds."""


def read_details(data: bytes) -> StatusDetails:
    """The details of a status; none of them where it has none, or none that can be read."""
    details = StatusDetails()
    # Whatever a proxy made of them: the code and the message still stand.
    with suppress(DecodeError):
        for detail in _read("Status", data).details:
            with suppress(DecodeError):
                _add(details, detail.type_url.rpartition("/")[2], detail.value)
    return details


def _add(details: StatusDetails, name: str, data: bytes) -> None:
    if name == "google.rpc.ErrorInfo":
        info = _read("ErrorInfo", data)
        if info.domain == _DOMAIN:
            details.reason_name = info.reason
            details.metadata = {entry.key: entry.value for entry in info.metadata}
    elif name == "google.rpc.BadRequest":
        details.violations = tuple(
            FieldViolation(bad.field, bad.reason, bad.description)
            for bad in _read("BadRequest", data).fields
        )
    elif name == "google.rpc.RetryInfo":
        delay = _read("RetryInfo", data).delay
        details.retry_after = delay.seconds + delay.nanos / 1e9
