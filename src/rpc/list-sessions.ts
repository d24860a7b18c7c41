import type { HandlerContext } from "@connectrpc/connect";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  type ListSessionsRequest,
  ListSessionsRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { canonicalText } from "../domain/filter/canonical-text.ts";
import type { Limits } from "../domain/limits.ts";
import { orderByText } from "../domain/order-by.ts";
import type { SessionQueries } from "../sessions/session-queries.ts";
import { listCursor } from "../store/list-cursor.ts";
import { scopeOf } from "./caller.ts";
import { RequestCheck } from "./from-wire.ts";
import { pageToken, parsePageToken, queryHash } from "./page-token.ts";

/** What a page holds at most, about, so that any protocol can send it. */
const pageCharactersMax = 1 << 19;
/** A session without its labels and annotations. */
const sessionCharacters = 1_024;

/** A page of sessions, and the token of the next one where there is one. */
export async function listSessions(
  parts: { readonly queries: SessionQueries; readonly limits: Limits },
  request: ListSessionsRequest,
  context: HandlerContext,
): Promise<{ readonly sessions: Session[]; readonly nextPageToken: string }> {
  const { defaultPageSize, maximumPageSize } = parts.limits;
  const { showDeleted } = request;
  const check = RequestCheck.of(ListSessionsRequestSchema, request);
  const filter = check.filter(request.filter);
  const orderBy = check.orderBy(request.orderBy);
  const filterText = filter === undefined ? "" : canonicalText(filter);
  const hash = queryHash(filterText, orderByText(orderBy), showDeleted);
  const page = parsePageToken(request.pageToken, check.isBad ? undefined : hash, orderBy);
  const limit = check.pageSize(request.pageSize, defaultPageSize, maximumPageSize);
  const after = check.valueOf(page);
  check.throwIfBad();
  const found = await parts.queries.list(scopeOf(context), {
    orderBy,
    showDeleted,
    // One more than asked for tells whether there is a next page.
    limit: limit + 1,
    ...(filter === undefined ? {} : { filter }),
    ...(after === undefined ? {} : { after }),
  });
  const sessions = firstThatFit(found.slice(0, limit));
  const last = sessions.at(-1);
  const hasMore = found.length > sessions.length && last !== undefined;
  const nextPageToken = hasMore ? pageToken(listCursor(last, orderBy), hash) : "";
  return { sessions, nextPageToken };
}

/** Sessions up to the size of a page; at least one, so that every page advances. */
function firstThatFit(sessions: readonly Session[]): Session[] {
  let characters = 0;
  const end = sessions.findIndex(({ labels, annotations }, index) => {
    const texts = [...Object.entries(labels), ...Object.entries(annotations)];
    const length = texts.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    characters += sessionCharacters + length;
    return index > 0 && characters > pageCharactersMax;
  });
  return sessions.slice(0, end < 0 ? sessions.length : end);
}
