"""The retries of the contract, as gRPC takes them."""

from __future__ import annotations

import json
from importlib import resources

# gRPC makes no more of them, whatever it is told.
_MOST_ATTEMPTS = 5


def service_config(attempts: int) -> str:
    """The service config of the contract with so many attempts of a call; 1: no retries.

    It repeats only what is safe to repeat, and only when no server took the call.
    """
    text = resources.files("openbell").joinpath("service-config.json").read_text("utf-8")
    config = json.loads(text)
    for methods in config["methodConfig"]:
        if "retryPolicy" not in methods:
            continue
        if attempts == 1:
            del methods["retryPolicy"]
        else:
            methods["retryPolicy"]["maxAttempts"] = min(attempts, _MOST_ATTEMPTS)
    return json.dumps(config)
