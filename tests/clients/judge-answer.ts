/** Holds what an adapter answered against what the scenario demands. */
import { isDeepStrictEqual } from "node:util";
import { type DescMessage, fromBinary, toJson } from "@bufbuild/protobuf";
import { TurnResultSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { AdapterAnswer, AdapterFailure, AdapterItem } from "./adapter-process.ts";
import { anyUuid, canonical, isUuidV4 } from "./message-json.ts";
import type { Scenario } from "./scenario.ts";
import { methodOf } from "./wire-names.ts";

type Failure = NonNullable<Scenario["result"]["error"]>;

/** What is not as demanded, a sentence each. `uuids`: the request ids that the server was sent. */
export function judgeAnswer(
  { action, result }: Scenario,
  answer: AdapterAnswer,
  uuids: ReadonlySet<string>,
): string[] {
  const { items, resumeToken, seen, values } = result;
  const problems = [
    ...judge("the items", items, answer.items?.map(itemText) ?? []),
    ...judge("the resume token", resumeToken, answer.resumeToken ?? ""),
    ...judge("what on_slice saw", seen, answer.seen ?? []),
    ...judge("the values", values, answer.values ?? []),
    ...judgeReconnects(result.reconnects, answer.reconnects ?? []),
    ...judgeFailure(result.error, answer.error ?? undefined, uuids),
  ];
  if (result.result !== undefined) {
    const desc = answerOf(action);
    const bytes = Buffer.from(answer.result ?? "", "base64");
    const answered = answer.result == null ? undefined : toJson(desc, fromBinary(desc, bytes));
    problems.push(...judge("the result", canonical(desc, result.result), answered));
  }
  return problems;
}

function judge(what: string, expected: unknown, actual: unknown): string[] {
  if (expected === undefined || isDeepStrictEqual(expected, actual)) return [];
  return [`${what}: ${short(actual)}, not ${short(expected)}`];
}

function judgeReconnects(
  expected: Scenario["result"]["reconnects"],
  actual: NonNullable<AdapterAnswer["reconnects"]>,
): string[] {
  if (expected === undefined) return [];
  const isAsDemanded = ({ code, failures, delayMs }: (typeof expected)[number], at: number) => {
    const told = actual[at];
    const [from, below] = delayMs;
    if (told?.code !== code || told.failures !== (failures ?? told.failures)) return false;
    return told.delayMs >= from && told.delayMs < below;
  };
  if (actual.length === expected.length && expected.every(isAsDemanded)) return [];
  return [`what on_reconnect was told: ${short(actual)}, not ${short(expected)}`];
}

function judgeFailure(
  expected: Failure | undefined,
  actual: AdapterFailure | undefined,
  uuids: ReadonlySet<string>,
): string[] {
  if (expected === undefined) return actual === undefined ? [] : [`an error: ${short(actual)}`];
  if (actual === undefined) return [`no error, where ${short(expected)} should be`];
  const { code, reason, message, metadata, violations, retryAfterMs, requestId } = expected;
  const codes = code === undefined ? undefined : [code].flat();
  const isMade =
    isUuidV4(actual.requestId ?? "") && (uuids.size === 0 || uuids.has(actual.requestId ?? ""));
  return [
    ...(codes?.includes(actual.code ?? "none") === false
      ? [`the code: ${actual.code}, not ${codes.join(" or ")} (${short(actual)})`]
      : []),
    ...judge("the reason", reason, actual.reason ?? ""),
    ...judgePattern("the message", message, actual.message),
    ...judgePattern("the own error", expected.own, actual.own),
    ...judgePattern("the usage error", expected.usage, actual.usage),
    ...judge("the metadata", metadata, { ...actual.metadata }),
    ...judge("the violations", violations, actual.violations ?? []),
    ...judge("retryAfterMs", retryAfterMs, actual.retryAfterMs ?? null),
    ...(requestId === null ? judge("the request id", null, actual.requestId || null) : []),
    ...(requestId === anyUuid && !isMade
      ? [`the request id: ${actual.requestId}, not ${[...uuids].join() || "a UUID"}`]
      : []),
  ];
}

function judgePattern(
  what: string,
  pattern: string | undefined,
  text: string | undefined,
): string[] {
  if (pattern === undefined || new RegExp(pattern).test(text ?? "")) return [];
  return [`${what}: ${short(text)}, which does not match /${pattern}/`];
}

/** An item on one line, as scenarios have it. */
function itemText(item: AdapterItem): string {
  switch (item.type) {
    case "snapshot":
      return `snapshot ${item.sessions.join(",")} @${item.revision}`;
    case "snapshotEnd":
      return `snapshotEnd ${item.count} @${item.revision}`;
    case "record":
      return `record ${item.sessionId} @${item.revision}`;
    case "sample":
      return `sample ${item.sessionId}`;
    case "heartbeat":
      return "heartbeat";
    default:
      return `reset ${item.reason}`;
  }
}

function answerOf({ unary }: Scenario["action"]): DescMessage {
  return unary === undefined ? TurnResultSchema : methodOf(unary.method).output;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 600 ? `${text.slice(0, 600)} …` : text;
}
