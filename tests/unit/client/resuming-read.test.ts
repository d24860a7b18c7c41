/** Readings over scripted streams: what is delivered, from where they go on, and when they fail. */
import {
  Code,
  ConnectError,
  createRouterTransport,
  type HandlerContext,
} from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import {
  MarketDataService,
  type ReadBarsRequest,
} from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { createOpenbellClient } from "../../../src/client/client.ts";
import { CancelledError, ResumeError, UnavailableError } from "../../../src/client/errors.ts";
import type { ReadOptions } from "../../../src/client/resuming-read.ts";
import type { Reconnect } from "../../../src/client/watch.ts";
import { ManualRuntime } from "./manual-runtime.ts";
import { cut, hangUp, refusal } from "./scripted-server.ts";
import { until } from "./until.ts";

type Script = (context: HandlerContext) => AsyncIterable<{ resumeToken: string }>;

/** A stream that brings these tokens and then ends with an error, or well. */
function bringing(tokens: readonly string[], error?: ConnectError): Script {
  return async function* () {
    for (const resumeToken of tokens) yield { resumeToken };
    if (error !== undefined) throw error;
  };
}

function reading(scripts: Script[], options: ReadOptions = {}, resumeToken = "") {
  const runtime = new ManualRuntime();
  const requests: ReadBarsRequest[] = [];
  const headers: (string | null)[] = [];
  const transport = createRouterTransport(({ service }) =>
    service(MarketDataService, {
      readBars(request, context) {
        requests.push(request);
        headers.push(context.requestHeader.get("authorization"));
        const script = scripts[requests.length - 1];
        if (script === undefined) throw refusal(Code.Internal, "INTERNAL");
        return script(context);
      },
    }),
  );
  const client = createOpenbellClient({
    ...{ transport, runtime, token: "secret" },
    timeoutMs: 20_000,
  });
  const reconnects: Reconnect[] = [];
  const onReconnect = (reconnect: Reconnect) => reconnects.push(reconnect);
  const request = { symbol: "A", resumeToken };
  const bars = client.market.bars(request, { onReconnect, ...options });
  return { bars, runtime, requests, reconnects, headers };
}

/** Tokens of what came, and the error if there was one. */
async function taken(bars: AsyncIterable<{ resumeToken: string }>) {
  const tokens: string[] = [];
  try {
    for await (const { resumeToken } of bars) tokens.push(resumeToken);
  } catch (error) {
    return { tokens, error };
  }
  return { tokens };
}

describe("a reading", () => {
  test("ends where its stream ends well", async () => {
    const { bars, requests, headers } = reading([bringing(["a", "b"])]);
    expect(await taken(bars)).toEqual({ tokens: ["a", "b"] });
    expect(requests).toMatchObject([{ symbol: "A", resumeToken: "" }]);
    expect(headers).toEqual(["Bearer secret"]);
  });

  test("goes on behind the last message, over as many streams as it takes", async () => {
    const { bars, requests, headers, reconnects } = reading([
      bringing(["a", "b"], cut()),
      bringing([], cut()),
      bringing(["c"], new ConnectError("reset", Code.Internal)),
      bringing(["d"]),
    ]);
    expect(await taken(bars)).toEqual({ tokens: ["a", "b", "c", "d"] });
    expect(requests.map(({ symbol, resumeToken }) => symbol + resumeToken)).toEqual([
      ...["A", "Ab", "Ab", "Ac"],
    ]);
    expect(new Set(headers)).toEqual(new Set(["Bearer secret"]));
    // Progress ends a row of failures.
    expect(reconnects.map(({ failures }) => failures)).toEqual([1, 2, 1]);
  });

  test("begins at a token", async () => {
    const { bars, requests } = reading([bringing([], cut()), bringing(["y"])], {}, "x");
    expect(await taken(bars)).toEqual({ tokens: ["y"] });
    expect(requests.map(({ resumeToken }) => resumeToken)).toEqual(["x", "x"]);
  });

  test("waits longer after each failure in a row, as a watch does", async () => {
    const cuts = Array.from({ length: 4 }, () => bringing([], cut()));
    const { bars, runtime, reconnects } = reading([bringing(["a"], cut()), ...cuts, bringing([])]);
    runtime.draws.push(1, 1, 1, 1, 1);
    const all = taken(bars);
    for (const waitMs of [200, 400, 800, 1_600, 3_200]) {
      await until(() => reconnects.at(-1)?.delayMs === waitMs);
      await until(() => runtime.pending > 0);
      runtime.advance(waitMs);
    }
    expect(await all).toEqual({ tokens: ["a"] });
  });

  test("fails when the data has changed, and delivers nothing more", async () => {
    const changed = refusal(Code.InvalidArgument, "INVALID_RESUME_TOKEN");
    const { bars, requests } = reading([bringing(["a"], cut()), bringing([], changed)]);
    const { tokens, error } = await taken(bars);
    expect(tokens).toEqual(["a"]);
    expect(error).toBeInstanceOf(ResumeError);
    expect(requests).toHaveLength(2);
  });

  test("gives up where nothing has come after the attempts of the client", async () => {
    const { bars, requests } = reading([1, 2, 3, 4].map(() => bringing([], cut())));
    expect((await taken(bars)).error).toBeInstanceOf(UnavailableError);
    expect(requests).toHaveLength(3);
  });

  test("gives up after reconnectAttempts once something has come", async () => {
    const cuts = Array.from({ length: 5 }, () => bringing([], cut()));
    const { bars, requests } = reading([bringing(["a"], cut()), ...cuts], { reconnectAttempts: 5 });
    expect((await taken(bars)).error).toBeInstanceOf(UnavailableError);
    expect(requests).toHaveLength(5);
  });

  test("waits for a place once it had one, and is refused before", async () => {
    const full = refusal(Code.ResourceExhausted, "READ_LIMIT_EXCEEDED", { limit: "1" });
    const { bars } = reading([bringing(["a"], cut()), bringing([], full), bringing(["b"])]);
    expect(await taken(bars)).toEqual({ tokens: ["a", "b"] });
    const first = reading([bringing([], full)]);
    expect((await taken(first.bars)).error).toMatchObject({ reason: "READ_LIMIT_EXCEEDED" });
  });

  test("takes a stream that says nothing for broken", async () => {
    const { bars, runtime, requests } = reading([
      async function* (context) {
        yield { resumeToken: "a" };
        await hangUp(context);
      },
      bringing(["b"]),
    ]);
    const all = taken(bars);
    await until(() => runtime.waits.length === 2);
    runtime.advance(19_999);
    expect(requests).toHaveLength(1);
    runtime.advance(1);
    expect(await all).toEqual({ tokens: ["a", "b"] });
  });

  test.each(["while a message is waited for", "while it is looked at"])(
    "fails when the caller ends it %s, for there is more",
    async (when) => {
      const caller = new AbortController();
      let gone: AbortSignal | undefined;
      const { bars } = reading(
        [
          async function* (context) {
            gone = context.signal;
            yield { resumeToken: "a" };
            await hangUp(context);
          },
        ],
        { signal: caller.signal },
      );
      expect((await bars.next()).value?.resumeToken).toBe("a");
      const next = when.endsWith("for") ? bars.next() : undefined;
      caller.abort();
      await expect(next ?? bars.next()).rejects.toBeInstanceOf(CancelledError);
      await until(() => gone?.aborted === true);
    },
  );

  test("fails when the caller ends it while the next stream is waited for", async () => {
    const caller = new AbortController();
    const { bars, runtime, requests } = reading([bringing(["a"], cut()), bringing(["b"])], {
      signal: caller.signal,
    });
    runtime.draws.push(0.5);
    await bars.next();
    const next = bars.next();
    await until(() => runtime.pending > 0 && runtime.waits.at(-1) === 100);
    caller.abort();
    await expect(next).rejects.toBeInstanceOf(CancelledError);
    expect(requests).toHaveLength(1);
  });

  test("asks nothing of a server for a caller that is gone", async () => {
    const { bars, requests } = reading([bringing(["a"])], { signal: AbortSignal.abort() });
    await expect(bars.next()).rejects.toBeInstanceOf(CancelledError);
    expect(requests).toHaveLength(0);
  });

  test("lets go of its stream when the loop is left", async () => {
    let gone: AbortSignal | undefined;
    const { bars } = reading([
      async function* (context) {
        gone = context.signal;
        yield { resumeToken: "a" };
        await hangUp(context);
      },
    ]);
    for await (const _ of bars) break;
    await until(() => gone?.aborted === true);
  });
});
