import { type Instant, NS_PER_DAY } from "../domain/instant.ts";
import { tradingDateOf } from "../domain/trading-date.ts";
import { CatalogAsOf } from "../market/catalog-as-of.ts";
import type { SeriesCatalog } from "../market/series-catalog.ts";
import {
  type SessionContext,
  type SessionSubject,
  type Validation,
  validateSession,
} from "./validate-session.ts";

/**
 * What `validateSession` would have said at an instant in the past: to a driver, who must not learn
 * from it which dates have data, which holidays were to come, or which shares were to be delisted.
 */
export function validateAsOf(
  asked: SessionSubject,
  context: SessionContext & { readonly catalog: SeriesCatalog },
  untilNs: Instant,
): Validation {
  const catalog = new CatalogAsOf(context.catalog, untilNs);
  const today = tradingDateOf(Number(untilNs / NS_PER_DAY));
  return validateSession(asked, { ...context, catalog, today });
}
