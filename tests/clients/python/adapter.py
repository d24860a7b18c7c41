"""The Python clients as the suite drives them: a line of JSON in, a line of JSON out.

python adapter.py sync|aio
"""

import asyncio
import json
import sys
import threading
import time
from contextlib import contextmanager

import openbell
import openbell.aio
from protocol import (
    OwnError,
    WatchEnded,
    drive_options,
    told_error,
    told_item,
    told_message,
    unary_call,
    watch_options,
)
from scripted_bot import ScriptedBot


def run_sync(connection, close_after, action, outcome):
    told = outcome["reconnects"] = []
    with openbell.connect(**connection) as client, closed_after(client, close_after):
        if "unary" in action:
            call, request, options = unary_call(client, action["unary"])
            outcome["result"] = told_message(call(request, **options))
        elif "watch" in action:
            items = outcome["items"] = []
            with client.watch(**watch_options(action["watch"], told)) as watch:
                try:
                    for item in watch:
                        time.sleep(pause_of(action["watch"]))
                        if took(item, items, action["watch"]):
                            break
                    else:
                        raise WatchEnded
                finally:
                    outcome["resumeToken"] = watch.resume_token
        else:
            drive = action["drive"]
            bot = ScriptedBot(drive["turns"])
            outcome["seen"] = bot.told
            last = client.drive(drive["sessionId"], bot.on_slice, **drive_options(drive, told))
            outcome["result"] = None if last is None else told_message(last)


async def run_aio(connection, close_after, action, outcome):
    told = outcome["reconnects"] = []
    async with openbell.aio.connect(**connection) as client:
        closing = asyncio.create_task(close_later(client, close_after))
        if "unary" in action:
            call, request, options = unary_call(client, action["unary"])
            outcome["result"] = told_message(await call(request, **options))
        elif "watch" in action:
            items = outcome["items"] = []
            async with client.watch(**watch_options(action["watch"], told)) as watch:
                try:
                    async for item in watch:
                        await asyncio.sleep(pause_of(action["watch"]))
                        if took(item, items, action["watch"]):
                            break
                    else:
                        raise WatchEnded
                finally:
                    outcome["resumeToken"] = watch.resume_token
        else:
            drive = action["drive"]
            bot = ScriptedBot(drive["turns"])
            outcome["seen"] = bot.told
            options = drive_options(drive, told)
            last = await client.drive(drive["sessionId"], bot.on_slice_async, **options)
            outcome["result"] = None if last is None else told_message(last)


@contextmanager
def closed_after(client, seconds):
    """Another thread closes the client."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, client.close)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


async def close_later(client, seconds):
    """Another task closes the client."""
    if seconds is not None:
        await asyncio.sleep(seconds)
        await client.close()


def pause_of(action):
    """What the handling of an item takes, in seconds."""
    return action.get("pauseMs", 0) / 1000


def took(item, items, action):
    """Handles an item; whether it was the last one."""
    items.append(told_item(item))
    if len(items) == action.get("failAt"):
        raise OwnError("the handler failed")
    return len(items) == action["stopAfter"]


def run(client, request, outcome):
    action, options = request["action"], request["options"]
    if "ticks" in action:
        asked = action["ticks"]
        outcome["values"] = [str(openbell.ticks(e["price"], e["increment"])) for e in asked]
    elif "prices" in action:
        asked = action["prices"]
        outcome["values"] = [openbell.price(int(e["ticks"]), e["increment"]) for e in asked]
    elif "finalStates" in action:
        outcome["values"] = [openbell.is_final(state) for state in action["finalStates"]]
    else:
        connection = {
            "url": request["url"],
            "token": options.get("token"),
            "timeout": options["timeoutMs"] / 1000,
            "attempts": options["attempts"],
        }
        close_ms = options.get("closeAfterMs")
        close_after = None if close_ms is None else close_ms / 1000
        if client == "aio":
            asyncio.run(run_aio(connection, close_after, action, outcome))
        else:
            run_sync(connection, close_after, action, outcome)


def main(client):
    for line in sys.stdin:
        request = json.loads(line)
        outcome = {}
        try:
            run(client, request, outcome)
        except Exception as error:
            outcome["error"] = told_error(error)
        print(json.dumps({"scenario": request["scenario"], **outcome}), flush=True)


if __name__ == "__main__":
    if sys.argv[1:] not in (["sync"], ["aio"]):
        sys.exit(__doc__)
    main(sys.argv[1])
