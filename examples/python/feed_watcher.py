"""Follows the feed of all sessions, a line for each item. It keeps its position in a file, so that
it goes on where it was when it is started again: nothing is left out, over restarts of the server
too.

    python feed_watcher.py [FILE]
"""

import os
import pathlib
import sys

import openbell

FILE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "feed-watcher.token")
ITEMS = float(os.environ.get("OPENBELL_EXAMPLE_ITEMS", "inf"))


def keep_position(resume_token: str) -> None:
    """A crash leaves the old position or the new one, and no half of either."""
    new = FILE.with_name(f"{FILE.name}.new")
    new.write_text(resume_token, encoding="utf-8")
    new.replace(FILE)


def line_of(item: openbell.WatchItem) -> str:
    if isinstance(item, openbell.SnapshotItem):
        return f"snapshot: {' '.join(session.session_id for session in item.sessions)}"
    if isinstance(item, openbell.SnapshotEndItem):
        return f"snapshot complete: {item.session_count} sessions"
    if isinstance(item, openbell.RecordItem):
        record = item.record
        events = (event.WhichOneof("payload") or "unknown" for event in record.events)
        return f"{record.revision}: {record.session_id} {' '.join(events)}"
    if isinstance(item, openbell.SampleItem):
        return f"sample: {item.sample.session_id}"
    if isinstance(item, openbell.ResetItem):
        return f"forget everything ({item.reason}): a snapshot follows"
    return "nothing new"


def on_reconnect(reconnect: openbell.Reconnect) -> None:
    print(f"{reconnect.error}; again in {reconnect.delay:.1f} s", file=sys.stderr)


def main(client: openbell.Client) -> None:
    position = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    with client.watch(resume_token=position, on_reconnect=on_reconnect) as watch:
        for number, item in enumerate(watch, start=1):
            print(line_of(item), flush=True)
            # Empty while a snapshot is under way: half of one cannot be gone on from.
            if not isinstance(item, openbell.ResetItem) and item.resume_token:
                keep_position(item.resume_token)
            if number >= ITEMS:
                break


with openbell.connect(os.environ.get("OPENBELL_ADDRESS", "http://127.0.0.1:50051")) as client:
    try:
        main(client)
    except KeyboardInterrupt:
        pass
