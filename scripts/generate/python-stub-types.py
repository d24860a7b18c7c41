"""Writes the .pyi of a gRPC stub module, for which grpcio-tools has none.

    python python-stub-types.py FOLDER MODULE...

Beside what the module has there are two classes for each service that only type checkers know:
what its methods are in the clients of `openbell` and of `openbell.aio`.
"""

import importlib
import pathlib
import sys

HEAD = """\
# Made from {proto} by `npm run generate`.
from collections.abc import AsyncIterator, Iterator
from typing import Any, type_check_only

import grpc
import grpc.aio

from openbell._aio import calls as _aio
from openbell._sync import calls as _sync
"""

# By whether the request and the answer are streams.
METHOD_KINDS = {
    (False, False): ("UnaryUnaryMultiCallable", "UnaryCall"),
    (False, True): ("UnaryStreamMultiCallable", "StreamCall"),
    (True, True): ("StreamStreamMultiCallable", "DuplexCall"),
}


def main(folder, names):
    for name in names:
        service_module = importlib.import_module(name.removesuffix("_grpc"))
        path = pathlib.Path(folder, *name.split(".")).with_suffix(".pyi")
        path.write_text(stub_types(service_module.DESCRIPTOR), encoding="utf-8")


def stub_types(file):
    methods = [m for s in file.services_by_name.values() for m in s.methods]
    modules = sorted({module_of(t) for m in methods for t in (m.input_type, m.output_type)})
    imports = [f"from openbell.v1 import {module}\n" for module in modules]
    services = [part for s in file.services_by_name.values() for part in service_types(s)]
    return HEAD.format(proto=file.name) + "".join(imports) + "\n" + "\n".join(services)


def service_types(service):
    plain = [f"    {m.name}: grpc.{kind_of(m)[0]}[{messages_of(m)}]\n" for m in service.methods]
    yield (
        f"class {service.name}Stub:\n"
        "    def __init__(self, channel: grpc.Channel | grpc.aio.Channel) -> None: ...\n"
        + "".join(plain)
    )
    for suffix, api in (("Calls", "_sync"), ("AsyncCalls", "_aio")):
        calls = (f"{m.name}: {api}.{kind_of(m)[1]}[{messages_of(m)}]" for m in service.methods)
        lines = "".join(f"    {call}\n" for call in calls)
        yield f"@type_check_only\nclass {service.name}{suffix}:\n{lines}"
    yield f"class {service.name}Servicer:\n" + "".join(map(handler_of, service.methods))
    yield (
        f"def add_{service.name}Servicer_to_server(\n"
        f"    servicer: {service.name}Servicer, server: grpc.Server | grpc.aio.Server\n"
        ") -> None: ...\n"
    )


def handler_of(method):
    request, answer = map(type_name, (method.input_type, method.output_type))
    if kind_of(method)[1] == "DuplexCall":
        request = f"Iterator[{request}] | AsyncIterator[{request}]"
    # A handler is plain or asynchronous, by the server that it is added to.
    return f"    def {method.name}(self, request: {request}, context: Any) -> Any: ...\n"


def kind_of(method):
    return METHOD_KINDS[method.client_streaming, method.server_streaming]


def messages_of(method):
    return f"{type_name(method.input_type)}, {type_name(method.output_type)}"


def type_name(message):
    return f"{module_of(message)}.{message.name}"


def module_of(message):
    return message.file.name.rpartition("/")[2].replace(".proto", "_pb2")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
