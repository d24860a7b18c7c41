import type { HandlerContext } from "@connectrpc/connect";
import {
  type ListSessionsRequest,
  ListSessionsRequestSchema,
  type ListSessionsResponse,
  ListSessionsResponseSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { canonicalText } from "../domain/filter/canonical-text.ts";
import type { Limits } from "../domain/limits.ts";
import { orderByText } from "../domain/order-by.ts";
import type { SessionQueries } from "../sessions/session-queries.ts";
import type { KeptSession } from "../store/kept-session.ts";
import { listCursor } from "../store/list-cursor.ts";
import { scopeOf } from "./caller.ts";
import { RequestCheck } from "./from-wire.ts";
import { packedField, takesBytes } from "./packed-field.ts";
import { pageToken, parsePageToken, queryHash } from "./page-token.ts";

/** What a page holds at most, so that any protocol can send it; in JSON it is up to twice this. */
const pageBytesMax = 1 << 19;

/** A page of sessions, and the token of the next one where there is one. */
export async function listSessions(
  parts: { readonly queries: SessionQueries; readonly limits: Limits },
  request: ListSessionsRequest,
  context: HandlerContext,
): Promise<ListSessionsResponse> {
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
  const nextPageToken = hasMore ? pageToken(listCursor(last.session, orderBy), hash) : "";
  const packs = takesBytes(context);
  const { typeName, field } = ListSessionsResponseSchema;
  return {
    $typeName: typeName,
    sessions: packs ? [] : sessions.map(({ session }) => session),
    nextPageToken,
    ...(packs ? { $unknown: sessions.map(({ bytes }) => packedField(field.sessions, bytes)) } : {}),
  };
}

/** Sessions up to the size of a page; at least one, so that every page advances. */
function firstThatFit(sessions: readonly KeptSession[]): readonly KeptSession[] {
  let length = 0;
  const end = sessions.findIndex(({ bytes }, index) => {
    length += bytes.length;
    return index > 0 && length > pageBytesMax;
  });
  return sessions.slice(0, end < 0 ? sessions.length : end);
}
