/** Watchers that come, read at their pace, go, come back with a token, and write everything down. */
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@connectrpc/connect";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { createOpenbellClient } from "../../../src/client/client.ts";
import { OpenbellError } from "../../../src/client/errors.ts";
import type { WatchItem } from "../../../src/client/watch-item.ts";
import type { FrameContent, Start } from "../../checkers/feed/history.ts";
import { contentSight, recordSight, sessionSight } from "../../checkers/feed/sight-of.ts";
import { createGrpcJsTransport } from "../../e2e/grpc-js-transport.ts";
import { type CallEnd, callEnd, codeName } from "./call-end.ts";
import { flawedToken } from "./flawed-token.ts";
import { filterOf, kindsOf, type WatchPlan } from "./watch-plan.ts";
import type { KeptToken, WatcherRecorder } from "./watcher-recorder.ts";
import { wireWatch } from "./wire-watch.ts";

/** Where watchers find the server, and how long they go on. */
export interface FeedPlace {
  /** The URL of the server, as soon as there is one. */
  url(): Promise<string>;
  /** `host:port` that always leads to the server, for the client library. */
  readonly stableAddress: string;
  /** The position at which everybody has seen everything; undefined while there is more to come. */
  readonly goal?: number;
}

const heartbeatInterval = { seconds: 1n };

/** One watcher. */
export class RecordingWatcher {
  readonly recorder: WatcherRecorder;
  readonly #plan: WatchPlan;
  readonly #place: FeedPlace;
  readonly #random: () => number;

  constructor(plan: WatchPlan, recorder: WatcherRecorder, place: FeedPlace, random: () => number) {
    this.#plan = plan;
    this.recorder = recorder;
    this.#place = place;
    this.#random = random;
  }

  /** Watches until the place has a goal and the watcher has reached it. */
  async run(): Promise<void> {
    const { via } = this.#plan;
    while (!this.#isDone) {
      if (via === "sdk") await this.#watchBySdk();
      else if (via === "list" && this.#random() < 0.7) await this.#readPage();
      else await this.#watchOnWire();
    }
    this.recorder.flush();
  }

  /** Reads one short page from each of the tokens that were kept. */
  async probe(): Promise<void> {
    // Pages have no samples: a watcher of nothing else has no twin there.
    if (this.recorder.watcher.kinds.every((kind) => kind === "SAMPLES")) return;
    for (const kept of [...this.recorder.tokens]) {
      const code = await this.#readPage(kept, 2);
      if (code !== "OK" && code !== "OUT_OF_RANGE") throw new Error(`a probe ended with ${code}`);
    }
    this.recorder.flush();
  }

  get #isDone(): boolean {
    const { goal } = this.#place;
    return goal !== undefined && this.recorder.position >= goal;
  }

  /** Waits as its pace has it; says whether to leave. */
  async #isLeaving(): Promise<boolean> {
    if (this.#place.goal !== undefined) return this.#isDone;
    const { pace, restlessness } = this.#plan;
    if (pace === "slow") await sleep(this.#random() * 20);
    if (pace === "stopping" && this.#random() < 0.003) await sleep(500 + this.#random() * 2_000);
    return this.#random() < restlessness;
  }

  async #watchOnWire(): Promise<void> {
    const { recorder } = this;
    const url = await this.#place.url();
    const { start, token, otherFilter } = this.#start();
    const filter = filterOf(recorder.watcher);
    if (otherFilter) filter.strategyIds = ["another"];
    const frames = wireWatch(url, {
      filter,
      kinds: kindsOf(recorder.watcher),
      heartbeatInterval,
      start:
        start.from === "token"
          ? { case: "resumeToken", value: token }
          : start.from === "now"
            ? { case: "fromNow", value: true }
            : { case: undefined },
    });
    recorder.begin("watch", start);
    for (;;) {
      const next = await frames.next();
      if (next.done === true) {
        this.#ended(next.value, start);
        break;
      }
      const { frameNumber, previousRevision, revision, resumeToken } = next.value;
      recorder.frame({
        position: Number(revision),
        token: resumeToken,
        content: contentSight(next.value),
        wire: { number: Number(frameNumber), previous: Number(previousRevision) },
      });
      if (!(await this.#isLeaving())) continue;
      await frames.return({ code: "LEFT", reason: "" });
      recorder.end("LEFT");
      break;
    }
  }

  /** A sound token that is refused is a violation; whoever holds it begins anew. */
  #ended({ code, reason }: CallEnd, start: Start): void {
    this.recorder.end(code, reason);
    const isSound = start.from === "token" && start.flaw === undefined;
    if (isSound && code === "OUT_OF_RANGE") this.recorder.forgetTokens();
  }

  /** Mostly on from the last token; now and then from an older one, a bad one, or none. */
  #start(): { readonly start: Start; readonly token: string; readonly otherFilter: boolean } {
    const { lastToken, tokens } = this.recorder;
    const chance = this.#place.goal === undefined ? this.#random() : 0;
    const older = tokens[Math.floor(this.#random() * tokens.length)];
    if (older !== undefined && chance > 0.95) return flawedToken(older, this.#random);
    const kept = chance > 0.85 ? older : lastToken;
    if (kept !== undefined && chance < 0.92) {
      return { ...kept, start: { from: "token", issued: kept.issued }, otherFilter: false };
    }
    return { start: { from: this.#plan.begins }, token: "", otherFilter: false };
  }

  async #readPage(kept?: KeptToken, size?: number): Promise<string> {
    const { recorder } = this;
    const transport = createGrpcJsTransport(new URL(await this.#place.url()).host);
    const client = createClient(SessionService, transport);
    const from = kept ?? recorder.lastToken;
    const begin: Start =
      from === undefined ? { from: "oldest" } : { from: "token", issued: from.issued };
    recorder.begin("list", begin);
    try {
      const page = await client.listSessionEvents(
        {
          filter: filterOf(recorder.watcher),
          kinds: kindsOf(recorder.watcher).filter((kind) => kind !== EventKind.SAMPLES),
          start:
            from === undefined ? { case: undefined } : { case: "resumeToken", value: from.token },
          pageSize: size ?? 1 + Math.floor(this.#random() * 250),
          wait: { nanos: size === undefined ? 500e6 : 0 },
        },
        { timeoutMs: 20_000 },
      );
      let previous = Number(page.previousRevision);
      for (const [index, record] of page.records.entries()) {
        const position = Number(record.revision);
        const content: FrameContent = { kind: "record", record: recordSight(record) };
        recorder.frame({ position, token: "", content, wire: { number: index + 1, previous } });
        previous = position;
      }
      const last = page.records.at(-1)?.revision ?? from?.issued.position ?? 0;
      const position = Number(page.caughtUp ? page.currentRevision : last);
      const wire = { number: page.records.length + 1, previous };
      recorder.frame({ position, token: page.resumeToken, content: { kind: "page" }, wire });
      recorder.end("OK");
      return "OK";
    } catch (error) {
      const end = callEnd(error);
      this.#ended(end, begin);
      return end.code;
    } finally {
      transport.close();
    }
  }

  async #watchBySdk(): Promise<void> {
    const { recorder } = this;
    const kept = recorder.lastToken;
    using client = createOpenbellClient({ address: this.#place.stableAddress });
    await this.#place.url();
    const start: Start =
      kept === undefined ? { from: "snapshot" } : { from: "token", issued: kept.issued };
    recorder.begin("sdk", start);
    const watch = client.watch(
      {
        filter: filterOf(recorder.watcher),
        kinds: kindsOf(recorder.watcher),
        heartbeatInterval,
        ...(kept === undefined ? {} : { start: { case: "resumeToken", value: kept.token } }),
      },
      { heartbeats: true },
    );
    try {
      for await (const item of watch) {
        this.#item(item);
        if (await this.#isLeaving()) break;
      }
      recorder.end("LEFT");
    } catch (error) {
      if (!(error instanceof OpenbellError)) throw error;
      this.#ended({ code: codeName(error.code), reason: error.reason }, start);
    }
  }

  #item(item: WatchItem): void {
    const { recorder } = this;
    if (item.type === "reset") {
      recorder.end("LEFT", item.reason);
      recorder.begin("sdk", { from: "snapshot" });
      return;
    }
    const { revision, resumeToken: token } = item;
    recorder.frame({ position: Number(revision), token, content: contentOf(item) });
  }
}

type FeedItem = Exclude<WatchItem, { readonly type: "reset" }>;

function contentOf(item: FeedItem): FrameContent {
  switch (item.type) {
    case "snapshot":
      return { kind: "snapshot", sessions: item.sessions.map(sessionSight) };
    case "snapshotEnd":
      return { kind: "snapshotEnd", sessionCount: Number(item.sessionCount) };
    case "record":
      return { kind: "record", record: recordSight(item.record) };
    case "sample":
      return { kind: "sample", sessionId: item.sample.sessionId };
    case "heartbeat":
      return { kind: "heartbeat" };
  }
}
