"""Where a server is, from what a person wrote."""

from __future__ import annotations

import re

_EXAMPLE = 'for example "http://127.0.0.1:50051"'
_HOST_AND_PORT = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s/:@?#\[\]]+):(?P<port>\d{1,5})/?")


def parse_address(url: str) -> str:
    """The gRPC target of `http://host:port`, `host:port` or `unix:/path`.

    Raises ValueError that says what is wrong and what would be right.
    """
    if url.startswith("unix:/"):
        return url
    scheme = url.partition("//")[0].lower()
    if scheme == "https:":
        raise ValueError(f'the address "{url}" is https: TLS is not served yet, use http://')
    match = _HOST_AND_PORT.fullmatch(url[7:] if scheme == "http:" else url)
    if match is None or not 0 < int(match["port"]) < 65536:
        raise ValueError(f'the address "{url}" is no host and port, {_EXAMPLE}')
    return f"{match['host']}:{match['port']}"
