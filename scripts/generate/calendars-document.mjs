// The part of docs/calendars.md that is made of the definitions in src/domain/calendar/venues.

import { venues } from "../../src/domain/calendar/venues.ts";

/** The table of all venues, and a section for each with what its definition says. */
export function calendarsReference() {
  const rows = venues.map(tableRow).join("");
  const head =
    "| Calendar | Venue | Zone | Regular hours | With pre- and post-market | Exact from |\n";
  return `${head}| --- | --- | --- | --- | --- | --- |\n${rows}\n${venues.map(section).join("\n")}`;
}

function tableRow(venue) {
  const { id, name, timeZone, hours, extendedHours = [], exactFrom, firstDate } = venue;
  const extended = extendedHours.at(-1);
  const cells = [
    `\`${id}\``,
    name,
    timeZone,
    hoursText(hours),
    extended === undefined ? "" : `${extended.open}–${extended.close}`,
    exactFrom ?? firstDate,
  ];
  return `| ${cells.join(" | ")} |\n`;
}

function section(venue) {
  const { unscheduled = {} } = venue;
  const lines = [
    ["Hours before", (venue.formerHours ?? []).map(formerText)],
    ["Pre- and post-market", (venue.extendedHours ?? []).map(extendedText)],
    ["Closed every year", namesWithYears(venue.holidays)],
    ["Closed once", datesByName(venue.closures)],
    ["Ends early every year", namesWithYears(venue.earlyCloses)],
    ["Ended early once", datesByName(venue.oneOffEarlyCloses)],
    ["Closed without having been announced", datesByName(unscheduled.closures ?? [])],
    ["Ended early unannounced", datesByName(unscheduled.earlyCloses ?? [])],
    ["Began late unannounced", datesByName(unscheduled.lateOpens ?? [])],
    ["Note", [(venue.notes ?? []).join(" ")].filter(Boolean)],
    ["Source", venue.sources],
  ];
  const bullets = lines
    .filter(([, facts]) => facts.length > 0)
    .map(([title, facts]) => `- ${title}: ${facts.join("; ").replace(/([^.])$/, "$1.")}\n`);
  return `### ${venue.id}: ${venue.name}\n\n${bullets.join("")}`;
}

/** Hours as `09:00–11:30, 12:30–15:30`. */
function hoursText({ open, break: pause, close }) {
  const text =
    pause === undefined ? [`${open}–${close}`] : [`${open}–${pause[0]}`, `${pause[1]}–${close}`];
  return text.join(", ").replaceAll("-1d", "day before");
}

function formerText(hours) {
  const evening = hours.evening?.join("–").replaceAll("-1d ", "");
  const before =
    evening === undefined ? "" : `, after a full day from ${evening} of the day before`;
  return `${hoursText(hours)} until ${hours.until}${before}`;
}

function extendedText({ since, open, close, closeAfterEarlyClose }) {
  return `${open}–${close} since ${since}, until ${closeAfterEarlyClose} after an early close`;
}

/** Names of rules, each once, with the years or the times in which it does not hold always. */
function namesWithYears(rules) {
  const byName = Map.groupBy(rules, ({ name }) => name);
  return [...byName].map(([name, group]) => {
    const parts = group.map(rangeText).filter((text) => text !== "");
    return parts.length === 0 ? name : `${name} (${parts.join(", ")})`;
  });
}

function rangeText({ since, until, except, close }) {
  const years =
    since !== undefined && since === until
      ? `${since}`
      : [since && `since ${since}`, until && `until ${until}`].filter(Boolean).join(" ");
  const time = close === undefined ? "" : close === "break" ? "at the break" : close;
  const not = except === undefined ? "" : `not ${except.join(", ")}`;
  return [time, years, not].filter((text) => text !== "").join(" ");
}

/** Days that happened once, by reason and time: `Hurricane Sandy (2012-10-29, 2012-10-30)`. */
function datesByName(days) {
  const byName = Map.groupBy(days, ({ name, close, open }) => {
    const time = close === "break" ? "at the break" : (close ?? open);
    return time === undefined ? `${name} (` : `${name} (${time} on `;
  });
  return [...byName].map(([head, group]) => `${head}${group.map(({ date }) => date).join(", ")})`);
}
