"""Asks exchange_calendars, a calendar of other authors in Python, and writes down checksums.

    python3 -m pip install exchange_calendars
    python3 tests/unit/domain/calendar/peer/exchange-calendars.py

For each venue of exchange-calendars.json: checks that the differences listed there are what the
library answers, and writes the CRC-32 of every year's sessions without them. A session is a line,
`20240702 1719927000 1719950400`: date, opening, start and end of the break if there is one, and
close, in seconds since 1970; before `hoursFrom`, or without it, the date alone.
"""

import json
from pathlib import Path
from zlib import crc32

import exchange_calendars
import pandas

FIRST_YEAR, LAST_YEAR = 2000, 2028
ANSWERS = Path(__file__).with_suffix(".json")


def sessions_of(name):
    """All sessions: by date, their local hours as people write them, and their instants."""
    start = pandas.Timestamp(f"{FIRST_YEAR}-01-01")
    end = pandas.Timestamp(f"{LAST_YEAR}-12-31")
    calendar = exchange_calendars.get_calendar(name, start=start, end=end)
    sessions = {}
    for day, row in calendar.schedule.iterrows():
        times = [row[column] for column in ("open", "break_start", "break_end", "close")]
        times = [time for time in times if not pandas.isna(time)]
        clocks = [f"{time.tz_convert(calendar.tz):%H:%M}" for time in times]
        pairs = ["-".join(clocks[index : index + 2]) for index in range(0, len(clocks), 2)]
        seconds = [str(int(time.timestamp())) for time in times]
        sessions[f"{day:%Y-%m-%d}"] = (" ".join(pairs), seconds)
    return sessions


def checksums(venue):
    sessions = sessions_of(venue["asked"])
    explained = set()
    for difference in venue["differences"]:
        for date in difference["dates"].split():
            theirs = sessions.get(date, ("closed", []))[0]
            if difference.get("theirs", theirs) != theirs:
                raise SystemExit(f"{venue['asked']} {date}: {theirs} by the library")
            explained.add(date)
    lines = {year: [] for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    for date, (_, seconds) in sessions.items():
        if date in explained:
            continue
        has_hours = venue.get("hoursFrom", "9999") <= date
        line = [date.replace("-", "")] + (seconds if has_hours else [])
        lines[int(date[:4])].append(" ".join(line) + "\n")
    return " ".join(f"{crc32(''.join(year).encode()):08x}" for year in lines.values())


def main():
    answers = json.loads(ANSWERS.read_text())
    answers["library"] = f"exchange_calendars {exchange_calendars.__version__}"
    for venue in answers["venues"].values():
        venue["sessions"] = sum(date < "2027" for date in sessions_of(venue["asked"]))
        venue["checksums"] = checksums(venue)
    ANSWERS.write_text(json.dumps(answers, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
