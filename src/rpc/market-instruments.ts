import type { MessageInitShape } from "@bufbuild/protobuf";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type InstrumentFilter,
  type ListInstrumentsRequest,
  ListInstrumentsRequestSchema,
  type ListInstrumentsResponseSchema,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { nearestName } from "../domain/filter/nearest-name.ts";
import { isLongerThan, shown } from "../domain/filter/text-problem.ts";
import type { Limits } from "../domain/limits.ts";
import { boundToken, parsePosition, requestHash } from "./bound-token.ts";
import { RequestCheck } from "./from-wire.ts";
import { assetClassOf, instrumentMessage, seriesKindOf, statusOf } from "./market-messages.ts";
import { searchQueryOf, searchRank } from "./market-search.ts";
import type { ListedInstrument, MarketView } from "./market-view.ts";

const searchMax = 64;
const entriesMax = 50;

/** A page of instruments, and the token of the next one where there is one. */
export function listInstruments(
  view: MarketView,
  marketIds: readonly string[],
  limits: Limits,
  request: ListInstrumentsRequest,
): MessageInitShape<typeof ListInstrumentsResponseSchema> {
  const check = RequestCheck.of(ListInstrumentsRequestSchema, request);
  const filter = filterOf(check, request.filter, marketIds, view);
  if (isLongerThan(request.search, searchMax)) {
    check.invalid("search", `has more than ${searchMax} characters`, "fewer words");
  }
  const query = searchQueryOf(check.isBad ? "" : request.search);
  const hash = requestHash("ListInstruments", query.words, filter);
  const terms = { hash: check.isBad ? undefined : hash, bound: "search and filter", parts: 2 };
  const after = check.valueOf(parsePosition(request.pageToken, terms));
  const limit = check.pageSize(request.pageSize, limits.defaultPageSize, limits.maximumPageSize);
  check.throwIfBad();

  const rest = view.listed
    .filter((each) => isSelected(each, filter))
    .flatMap(({ instrument, keys, series }) => {
      const rank = searchRank(keys, query);
      return rank === undefined ? [] : [{ instrument, series, rank }];
    })
    .sort((left, right) => left.rank - right.rank)
    .filter(({ rank, instrument }) => isAfter([String(rank), instrument.symbol], after));
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return {
    instruments: page.map((each) => instrumentMessage(each.instrument, each.series, false)),
    nextPageToken: last ? boundToken([String(last.rank), last.instrument.symbol], hash) : "",
  };
}

/** Whether a position comes after another; all do when there is none. Parts compare as texts. */
export function isAfter(position: readonly string[], other: readonly string[] = []): boolean {
  for (const [index, part] of position.entries()) {
    const otherPart = other[index] ?? "";
    if (part !== otherPart) return part > otherPart;
  }
  return false;
}

/** A filter in its one spelling, each entry once and in order. */
interface Selection {
  readonly assetClasses: readonly number[];
  readonly marketIds: readonly string[];
  readonly currencies: readonly string[];
  readonly statuses: readonly number[];
  readonly seriesKinds: readonly number[];
  readonly hasData: boolean;
}

function filterOf(
  check: RequestCheck,
  filter: InstrumentFilter | undefined,
  marketIds: readonly string[],
  view: MarketView,
): Selection {
  const numbers = (name: string, values: readonly number[] = []) => {
    const field = `filter.${name}`;
    for (const [index, value] of firstEntries(check, field, values).entries()) {
      if (value === 0) check.invalid(`${field}[${index}]`, "is not set", "one of its values");
    }
    return inOrder(values);
  };
  const names = (name: string, asked: readonly string[] = [], known: readonly string[]) => {
    const field = `filter.${name}`;
    const reason = name === "currencies" ? ErrorReason.INVALID_CURRENCY : ErrorReason.INVALID_VALUE;
    const values = firstEntries(check, field, asked).map((text) => text.trim().toUpperCase());
    for (const [index, value] of values.entries()) {
      if (known.includes(value)) continue;
      const message = `${shown(asked[index] ?? "")} is none of the catalog's`;
      const suggestion = nearestName(value, known) ?? `one of ${known.join(", ")}`;
      check.add({ field: `${field}[${index}]`, reason, message, suggestion });
    }
    return inOrder(values);
  };
  const quoted = inOrder(view.listed.map(({ instrument }) => instrument.currency));
  return {
    assetClasses: numbers("asset_classes", filter?.assetClasses),
    marketIds: names("market_ids", filter?.marketIds, marketIds),
    currencies: names("currencies", filter?.currencies, quoted),
    statuses: numbers("statuses", filter?.statuses),
    seriesKinds: numbers("series_kinds", filter?.seriesKinds),
    hasData: filter?.hasData ?? false,
  };
}

/** What is judged of a list; notes when there is more. */
function firstEntries<T>(check: RequestCheck, field: string, values: readonly T[]): readonly T[] {
  if (values.length <= entriesMax) return values;
  check.invalid(field, `has more than ${entriesMax} entries`, `at most ${entriesMax}`);
  return values.slice(0, entriesMax);
}

function isSelected({ instrument, series }: ListedInstrument, filter: Selection): boolean {
  const admits = <T>(values: readonly T[], value: T) =>
    values.length === 0 || values.includes(value);
  const { seriesKinds } = filter;
  return (
    admits(filter.assetClasses, assetClassOf(instrument)) &&
    admits(filter.marketIds, instrument.venue) &&
    admits(filter.currencies, instrument.currency) &&
    admits(filter.statuses, statusOf(instrument)) &&
    (seriesKinds.length === 0 || series.some((each) => seriesKinds.includes(seriesKindOf(each)))) &&
    (!filter.hasData || series.length > 0)
  );
}

function inOrder<T extends string | number>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort((left, right) => (left < right ? -1 : 1));
}
