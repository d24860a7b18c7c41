/** The market as a caller may see it: all of it, or no further than the barrier of a driver. */
import type { HandlerContext } from "@connectrpc/connect";
import type { Calendar } from "../domain/calendar/calendar.ts";
import { findAnnouncedCalendar, findCalendar } from "../domain/calendar/find-calendar.ts";
import type { HoursKind } from "../domain/calendar/venue-hours.ts";
import { type Instant, NS_PER_SECOND } from "../domain/instant.ts";
import { CatalogAsOf } from "../market/catalog-as-of.ts";
import { localClock } from "../market/local-clock.ts";
import type { SeriesCatalog } from "../market/series-catalog.ts";
import type { ClampOf } from "./driver-clamp.ts";
import { type MarketView, marketViews } from "./market-view.ts";

/** What requests about the market are answered from. */
export interface SeenMarket {
  readonly catalog: SeriesCatalog;
  /** The view of the catalog as it is now: asked for where an answer begins, not before. */
  readonly view: () => MarketView;
  /** The calendar with an identifier; undefined when there is none. */
  readonly calendar: (id: string, kind: HoursKind) => Calendar | undefined;
}

/** Markets of barriers that are kept: bots ask several times at each. */
const keptMost = 16;

/** Gives each caller the market that it may see. */
export function seenMarkets(
  catalog: SeriesCatalog,
  clampOf: ClampOf,
): (context: HandlerContext) => Promise<SeenMarket> {
  const all: SeenMarket = { catalog, view: marketViews(catalog), calendar: findCalendar };
  const kept = new Map<string, SeenMarket>();
  return async (context) => {
    const clamp = await clampOf(context);
    if (clamp === undefined) return all;
    const asOf = new CatalogAsOf(catalog, clamp.untilNs);
    const { version } = asOf;
    const seen = kept.get(version) ?? marketAsOf(asOf, clamp.untilNs);
    kept.delete(version);
    kept.set(version, seen);
    const [oldest] = kept.keys();
    if (kept.size > keptMost && oldest !== undefined) kept.delete(oldest);
    return seen;
  };
}

function marketAsOf(catalog: CatalogAsOf, untilNs: Instant): SeenMarket {
  const second = Number(untilNs / NS_PER_SECOND);
  return {
    catalog,
    view: marketViews(catalog),
    calendar: (id, kind) => {
      const zone = findCalendar(id)?.timeZone;
      if (zone === undefined) return undefined;
      return findAnnouncedCalendar(id, kind, localClock(zone).dateAt(second).date);
    },
  };
}
