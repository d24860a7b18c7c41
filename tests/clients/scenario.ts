/** What a scenario is: a script for the server, what the client is asked to do, and what must come of it. */
import type { JsonValue } from "@bufbuild/protobuf";
import { z } from "zod";
import { codeNames, methodNames, resetNames } from "./wire-names.ts";

const json: z.ZodType<JsonValue> = z.json();
const milliseconds = z.number().int().nonnegative();
const pattern = z.string().refine(isPattern, "no regular expression");
const codeName = z.enum(codeNames);

/** A status as the server sends it. */
const status = z.strictObject({
  code: codeName,
  message: z.string().default(""),
  /** Makes it a status of Openbell: an ErrorInfo with this reason. */
  reason: z.string().optional(),
  /** The domain of the ErrorInfo. */
  domain: z.string().default("openbell.dev"),
  metadata: z.record(z.string(), z.string()).default({}),
  violations: z
    .array(z.strictObject({ field: z.string(), reason: z.string(), message: z.string() }))
    .default([]),
  retryAfterMs: milliseconds.optional(),
  /** `grpc-status-details-bin` as it is; in place of everything that would be made. */
  detailsBase64: z.string().optional(),
});

/** One thing that the server does on a call; exactly one member says which. */
const step = z
  .strictObject({
    /** Opens the answer without a message. */
    headers: z.literal(true).optional(),
    /** Sends a message of the method. */
    send: json.optional(),
    /** A message that gets lost on the way: nothing is sent. */
    drop: json.optional(),
    /** Sends the last message once more. */
    repeat: z.literal(true).optional(),
    /** Sends the first half of the bytes of a message. */
    half: json.optional(),
    /** Sends a message of these bytes, in base64, whatever they are. */
    bytes: z.base64().optional(),
    /** Waits. */
    pauseMs: milliseconds.optional(),
    /** Reads the next turn of the client, which must be this one. */
    turn: json.optional(),
    /** Waits until the client has left the call with this number, counted from 1. */
    leftCall: z.number().int().positive().optional(),
    /** Says that this connection takes no new calls. */
    goaway: z.literal(true).optional(),
    /** Ends the call with a status. */
    status: status.optional(),
    /** Ends the call with RST_STREAM. */
    reset: z.enum(resetNames).optional(),
    /** Ends the connection without a word. */
    disconnect: z.literal(true).optional(),
    /** Says nothing more until the client leaves, which it must. */
    stall: z.literal(true).optional(),
    /** Answers as a web server that knows nothing of gRPC. */
    http: z.strictObject({ status: z.number().int(), body: z.string().default("") }).optional(),
  })
  .refine((each) => Object.keys(each).length === 1, "a step is exactly one thing");

/** One call that the client must make. */
const call = z.strictObject({
  method: z.enum(methodNames),
  /** The request, whole; `"$uuid"` stands for any UUID v4, the same in all calls. */
  request: json.optional(),
  /** Metadata that it must carry; null: must not. */
  metadata: z.record(z.string(), z.string().nullable()).default({}),
  /** The deadline that it carries is at most so far away, but for rounding. */
  deadlineMs: milliseconds.optional(),
  /** How long after the end of the call before it it must come at the earliest. */
  afterMs: milliseconds.default(0),
  steps: z
    .array(step)
    .min(1)
    .refine((steps) => steps.every((each, at) => isLast(each) === (at === steps.length - 1)), {
      message: "the last step, and no other, is status, reset, disconnect, stall or http",
    }),
});

/** What the client is asked to do. */
const action = z
  .strictObject({
    unary: z
      .strictObject({
        method: z.enum(methodNames),
        request: json.default({}),
        timeoutMs: milliseconds.optional(),
      })
      .optional(),
    watch: z
      .strictObject({
        request: json.default({}),
        resumeToken: z.string().optional(),
        heartbeats: z.boolean().optional(),
        reconnectAttempts: z.number().int().positive().optional(),
        stopAfter: z.number().int().positive(),
        failAt: z.number().int().positive().optional(),
        /** What the handling of every item takes. */
        pauseMs: milliseconds.optional(),
      })
      .optional(),
    drive: z
      .strictObject({
        sessionId: z.string(),
        takeOver: z.boolean().optional(),
        stallMs: milliseconds.optional(),
        reconnectAttempts: z.number().int().positive().optional(),
        turns: z.array(
          z.strictObject({
            place: z.array(z.strictObject({ clientOrderId: z.string(), spec: json })).optional(),
            until: json.optional(),
            keep: z.string().optional(),
            stop: z.literal(true).optional(),
            fail: z.literal(true).optional(),
            /** The bot thinks so long. */
            pauseMs: milliseconds.optional(),
          }),
        ),
      })
      .optional(),
    ticks: z.array(z.strictObject({ price: z.number(), increment: z.string() })).optional(),
    prices: z.array(z.strictObject({ ticks: z.string(), increment: z.string() })).optional(),
    finalStates: z.array(z.number().int()).optional(),
  })
  .refine((each) => Object.keys(each).length === 1, "an action is exactly one thing");

/** The error that must come of it; what is absent may be anything, and null must be absent. */
const failure = z.strictObject({
  code: z.union([codeName, z.array(codeName)]).optional(),
  reason: z.string().optional(),
  message: pattern.optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  violations: z
    .array(z.strictObject({ field: z.string(), reason: z.string(), message: z.string() }))
    .optional(),
  retryAfterMs: milliseconds.nullable().optional(),
  requestId: z.literal("$uuid").nullable().optional(),
  own: pattern.optional(),
  usage: pattern.optional(),
});

/** A call of on_reconnect that must come. */
const reconnect = z.strictObject({
  /** Of the error that ended the stream. */
  code: codeName,
  /** Streams in a row that brought nothing, this one included; absent where there is no wait. */
  failures: z.number().int().positive().optional(),
  /** The wait is at least the one and below the other: a draw never comes to its upper end. */
  delayMs: z.tuple([milliseconds, milliseconds]),
});

/** What must come of it. Without `error` there must be none. */
const result = z.strictObject({
  items: z.array(z.string()).optional(),
  resumeToken: z.string().optional(),
  seen: z.array(z.string()).optional(),
  reconnects: z.array(reconnect).optional(),
  result: json.optional(),
  values: z.array(z.union([z.string(), z.boolean()])).optional(),
  error: failure.optional(),
});

const scenario = z
  .strictObject({
    name: z.string().regex(/^[a-z]+\/[a-z0-9-]+$/),
    why: z.string().min(20),
    /** What listens: the scripted server, over TCP or a Unix socket, or something else. */
    server: z.enum(["grpc", "unix", "absent", "closes", "http1"]).default("grpc"),
    /** Given to the client in place of `http://$authority`, the address of the server. */
    url: z.string().optional(),
    options: z
      .strictObject({
        token: z.string().optional(),
        timeoutMs: milliseconds.default(2_000),
        attempts: z.number().int().positive().default(3),
        /** The client is closed from outside so long after the action began. */
        closeAfterMs: milliseconds.optional(),
      })
      .prefault({}),
    calls: z.array(call).default([]),
    action,
    result,
  })
  .refine(({ result: { items, seen, error, values, result: answer } }) => {
    return [items, seen, error, values, answer].some((each) => each !== undefined);
  }, "nothing is demanded of the result");

/** A scenario with its defaults. */
export type Scenario = z.output<typeof scenario>;
/** A call of a scenario. */
export type ScriptedCall = z.output<typeof call>;
/** A step of a call. */
export type Step = z.output<typeof step>;
/** A status that the server sends. */
export type ScriptedStatus = z.output<typeof status>;

/** Reads scenarios; throws an Error that names every problem. */
export function parseScenarios(source: string, value: unknown): readonly Scenario[] {
  const parsed = z.array(scenario).safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path, message }) => `  ${source}: ${path.map(String).join(".")}: ${message}`,
  );
  throw new Error(`scenarios that cannot be played:\n${lines.join("\n")}`);
}

function isLast(each: object): boolean {
  return ["status", "reset", "disconnect", "stall", "http"].some((key) => key in each);
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
