/** Plays the script of one call, and holds the call against it. */
import { setTimeout as delay } from "node:timers/promises";
import { fromBinary, type JsonValue, toJson } from "@bufbuild/protobuf";
import { TurnSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { RunRequestSchema } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { GrpcCall } from "./grpc-call.ts";
import { canonical, encodeJson, matches } from "./message-json.ts";
import type { ScriptedCall, ScriptedStatus, Step } from "./scenario.ts";
import { statusTrailers } from "./status-trailers.ts";
import { methodOf, resetCodes } from "./wire-names.ts";

/** What a {@link CallPlayer} is made of. */
export interface CallPlayerOptions {
  /** Number of the call, from 1. */
  readonly number: number;
  /** Its method, as `SessionService/GetSession`. */
  readonly method: string;
  readonly call: GrpcCall;
  /** Absent where the script has no further call. */
  readonly script: ScriptedCall | undefined;
  /** The calls before this one. */
  readonly players: readonly CallPlayer[];
  /** Where to say what the client did wrong. */
  readonly problems: string[];
  readonly uuids: Set<string>;
}

/** How long the client has to leave another call, in milliseconds. */
const leaveMs = 1_000;

/** Libraries of gRPC may write a deadline with three digits, rounded up. */
const deadlineRounding = 1.01;

/** A refusal that no client takes for a passing one. */
const notInScript: ScriptedStatus = {
  ...{ code: "INTERNAL", message: "the script of the scenario has no such call" },
  ...{ reason: "INTERNAL", domain: "openbell.dev", metadata: {}, violations: [] },
};

/** One call and its script. */
export class CallPlayer {
  readonly number: number;
  readonly method: string;
  readonly call: GrpcCall;
  readonly #script: ScriptedCall | undefined;
  readonly #players: readonly CallPlayer[];
  readonly #problems: string[];
  readonly #uuids: Set<string>;
  #lastMessage: Uint8Array = new Uint8Array();
  #turns = 0;

  constructor(options: CallPlayerOptions) {
    this.number = options.number;
    this.method = options.method;
    this.call = options.call;
    this.#script = options.script;
    this.#players = options.players;
    this.#problems = options.problems;
    this.#uuids = options.uuids;
  }

  /** Plays the script to its end, or as far as the client stays. */
  async play(): Promise<void> {
    const script = this.#script;
    if (script?.method !== this.method) {
      this.#problem(`is ${this.method}; the script has ${script?.method ?? "no further call"}`);
      await this.call.sendTrailers(statusTrailers(notInScript));
      return;
    }
    this.#judgeTime(script);
    this.#judgeMetadata(script);
    this.#judgeDeadline(script);
    if (script.request !== undefined) await this.#judgeRequest(script.request);
    for (const step of script.steps) {
      const happened = await this.#step(step);
      if (!happened) return;
    }
  }

  #problem(text: string): void {
    this.#problems.push(`call ${this.number}: ${text}`);
  }

  #judgeTime({ afterMs }: ScriptedCall): void {
    const before = this.#players[this.number - 2]?.call.overAtMs;
    const passed = performance.now() - (before ?? 0);
    // The client counts from the frame, this server from the end of its call, which it may learn of
    // late; a wait of the client's own would be far shorter.
    if (passed < 0.9 * afterMs) this.#problem(`came after ${passed} ms, not after ${afterMs}`);
  }

  #judgeDeadline({ method, deadlineMs = Number.POSITIVE_INFINITY }: ScriptedCall): void {
    const sent = this.call.deadlineMs;
    // Every unary call has an end; a stream has none.
    const wanted = methodOf(method).methodKind === "unary";
    if ((sent !== undefined) !== wanted)
      this.#problem(wanted ? "has no deadline" : "has a deadline");
    if (sent !== undefined && sent > deadlineMs * deadlineRounding) {
      this.#problem(`has a deadline in ${sent} ms, not in ${deadlineMs} at most`);
    }
  }

  #judgeMetadata({ metadata }: ScriptedCall): void {
    for (const [name, expected] of Object.entries(metadata)) {
      const sent = this.call.metadata(name);
      if (sent === (expected ?? undefined)) continue;
      this.#problem(`metadata ${name} is ${sent ?? "absent"}, not ${expected ?? "absent"}`);
    }
  }

  async #judgeRequest(expected: JsonValue): Promise<void> {
    const { input } = methodOf(this.method);
    const bytes = await this.call.nextMessage();
    if (bytes === undefined) return this.#problem("carried no request");
    this.#compare(
      "the request",
      canonical(input, expected),
      toJson(input, fromBinary(input, bytes)),
    );
  }

  #compare(what: string, expected: JsonValue, actual: JsonValue): void {
    if (matches(expected, actual, this.#uuids)) return;
    this.#problem(`${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
  }

  /** Takes a step. False when the client has left. */
  async #step(step: Step): Promise<boolean> {
    const { call } = this;
    const { output } = methodOf(this.method);
    if (step.turn !== undefined) return this.#turn(step.turn);
    if (call.isOver) return false;
    if (step.headers) call.sendHeaders();
    if (step.send !== undefined) {
      this.#lastMessage = encodeJson(output, step.send);
      await call.sendMessage(this.#lastMessage);
    }
    if (step.repeat) await call.sendMessage(this.#lastMessage);
    if (step.half !== undefined) await call.sendMessage(encodeJson(output, step.half), 0.5);
    if (step.bytes !== undefined) await call.sendMessage(Buffer.from(step.bytes, "base64"));
    if (step.pauseMs !== undefined) await delay(step.pauseMs);
    if (step.leftCall !== undefined) await this.#leftCall(step.leftCall);
    if (step.goaway) call.goaway();
    if (step.status !== undefined) await call.sendTrailers(statusTrailers(step.status));
    if (step.reset !== undefined) await call.reset(resetCodes[step.reset] ?? 0);
    if (step.disconnect) await call.disconnect();
    if (step.http !== undefined) call.sendPage(step.http.status, step.http.body);
    if (step.stall) await call.over();
    return true;
  }

  async #turn(expected: JsonValue): Promise<boolean> {
    const bytes = await this.call.nextMessage();
    this.#turns += 1;
    const what = `turn ${this.#turns}`;
    if (bytes === undefined) {
      this.#problem(`${what} never came`);
      return false;
    }
    const request = fromBinary(RunRequestSchema, bytes);
    if (this.#turns === 1 && request.sessionId === "") this.#problem(`${what} names no session`);
    const turn = request.turn === undefined ? {} : toJson(TurnSchema, request.turn);
    this.#compare(what, untilWritten(canonical(TurnSchema, expected)), untilWritten(turn));
    return true;
  }

  async #leftCall(number: number): Promise<void> {
    const other = this.#players[number - 1]?.call;
    const left = other?.over().then(() => true);
    if (other !== undefined && (await Promise.race([left, delay(leaveMs, false)]))) return;
    this.#problem(`the client is still on call ${number}`);
  }
}

/** A turn whose `until` is absent goes one slice: both ways to write it are one. */
function untilWritten(turn: JsonValue): JsonValue {
  return { until: { slices: 1 }, ...(turn as object) };
}
