import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import {
  type ListSessionEventsRequest,
  ListSessionEventsRequestSchema,
  type ListSessionEventsResponse,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import type { CallOptions } from "./call-policy.ts";
import { durationMs } from "./error-from-status.ts";
import { CancelledError, FeedIntegrityError } from "./errors.ts";
import { requireKnownEvents } from "./watch-item.ts";

/** How to read event pages. */
export interface EventPageOptions extends CallOptions {
  /** Wait for what comes next instead of ending where the log ends. Default: false. */
  readonly follow?: boolean | undefined;
}

/** What the server holds a call open for, at most, when there is nothing to tell. */
const longestWait = create(DurationSchema, { seconds: 20n });

/**
 * The log page by page, each read when it is asked for, from where the one before ended. Ends where
 * the log ends, or goes on waiting with `follow`, until the signal is aborted.
 *
 * @throws FeedIntegrityError when a record between two pages is missing; CancelledError when the
 * signal is aborted before the end of the log and nobody follows: what was read is not everything.
 */
export async function* readEventPages(
  read: (
    request: ListSessionEventsRequest,
    options: CallOptions,
  ) => Promise<ListSessionEventsResponse>,
  init: MessageInitShape<typeof ListSessionEventsRequestSchema>,
  options: EventPageOptions & { readonly timeoutMs: number },
): AsyncGenerator<ListSessionEventsResponse, void, undefined> {
  const { follow = false, signal } = options;
  const request = create(ListSessionEventsRequestSchema, init);
  if (follow) request.wait ??= longestWait;
  const timeoutMs = options.timeoutMs + (durationMs(request.wait) ?? 0);
  let lastRecord: bigint | undefined;
  while (!follow || !signal?.aborted) {
    const page = await read({ ...request }, { signal, timeoutMs }).catch((error: unknown) => {
      // Following has no other end than the signal, which mostly comes while the server waits.
      if (follow && signal?.aborted && error instanceof CancelledError) return undefined;
      throw error;
    });
    if (page === undefined) return;
    if (lastRecord !== undefined && page.previousRevision !== lastRecord) {
      throw new FeedIntegrityError(
        `the page goes on after revision ${page.previousRevision}, but the last record that ` +
          `arrived has ${lastRecord}`,
      );
    }
    page.records.forEach(requireKnownEvents);
    lastRecord = page.records.at(-1)?.revision ?? page.previousRevision;
    yield page;
    request.start = { case: "resumeToken", value: page.resumeToken };
    if (page.caughtUp && !follow) return;
  }
}
