"""The Python clients as the suite drives them: a line of JSON in, a line of JSON out.

python adapter.py sync|aio
"""

import asyncio
import json
import sys

import openbell
import openbell.aio
from protocol import (
    OwnError,
    drive_options,
    told_error,
    told_item,
    told_message,
    unary_call,
    watch_options,
)
from scripted_bot import ScriptedBot


def run_sync(connection, action, outcome):
    with openbell.connect(**connection) as client:
        if "unary" in action:
            call, request, options = unary_call(client, action["unary"])
            outcome["result"] = told_message(call(request, **options))
        elif "watch" in action:
            items = outcome["items"] = []
            with client.watch(**watch_options(action["watch"])) as watch:
                try:
                    for item in watch:
                        if took(item, items, action["watch"]):
                            break
                finally:
                    outcome["resumeToken"] = watch.resume_token
        else:
            drive = action["drive"]
            bot = ScriptedBot(drive["turns"])
            outcome["seen"] = bot.told
            last = client.drive(drive["sessionId"], bot.on_slice, **drive_options(drive))
            outcome["result"] = None if last is None else told_message(last)


async def run_aio(connection, action, outcome):
    async with openbell.aio.connect(**connection) as client:
        if "unary" in action:
            call, request, options = unary_call(client, action["unary"])
            outcome["result"] = told_message(await call(request, **options))
        elif "watch" in action:
            items = outcome["items"] = []
            async with client.watch(**watch_options(action["watch"])) as watch:
                try:
                    async for item in watch:
                        if took(item, items, action["watch"]):
                            break
                finally:
                    outcome["resumeToken"] = watch.resume_token
        else:
            drive = action["drive"]
            bot = ScriptedBot(drive["turns"])
            outcome["seen"] = bot.told
            options = drive_options(drive)
            last = await client.drive(drive["sessionId"], bot.on_slice_async, **options)
            outcome["result"] = None if last is None else told_message(last)


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
        if client == "aio":
            asyncio.run(run_aio(connection, action, outcome))
        else:
            run_sync(connection, action, outcome)


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
