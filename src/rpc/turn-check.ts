/** What of a turn its own bytes tell to be wrong. What is wrong with an order, its session says. */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type {
  OrderCommand,
  OrderKey,
  PriceCrossing,
  Turn,
  Until,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import { parseDecimal } from "../domain/decimal.ts";
import { shown } from "../domain/filter/text-problem.ts";
import { commandsPerTurnMax } from "../sessions/trading-queries.ts";
import type { RequestCheck } from "./from-wire.ts";

const slicesMax = 1_000_000;
const crossingsMax = 100;
const botStateMaxBytes = 64 * 1_024;

/** Notes what is wrong with a turn; a missing one too. */
export function checkTurn(check: RequestCheck, turn: Turn | undefined): void {
  if (turn === undefined) {
    required(check, "turn", "a Turn");
    return;
  }
  const { commands, botState, until, expectedBarrier } = turn;
  if (expectedBarrier < 0n) check.invalid("turn.expected_barrier", "is negative", "0 or more");
  if (commands.length > commandsPerTurnMax) {
    const most = `at most ${commandsPerTurnMax}`;
    check.invalid("turn.commands", `has ${commands.length} entries`, most);
  }
  for (const [index, command] of commands.slice(0, commandsPerTurnMax).entries()) {
    checkCommand(check, command, `turn.commands[${index}]`);
  }
  if (botState !== undefined && botState.length > botStateMaxBytes) {
    check.invalid("turn.bot_state", `has ${botState.length} bytes`, `at most ${botStateMaxBytes}`);
  }
  if (until !== undefined) checkUntil(check, until);
}

/** Notes a key that names no order. */
export function checkOrderKey(check: RequestCheck, key: OrderKey | undefined, at: string): void {
  const isNamed = key?.key.case !== undefined && key.key.value !== "";
  if (!isNamed) required(check, `${at}.key`, "order_id or client_order_id");
}

/** Notes a field that is missing. */
export function required(check: RequestCheck, field: string, suggestion: string): void {
  const reason = ErrorReason.FIELD_REQUIRED;
  check.add({ field, reason, message: "is required", suggestion });
}

function checkCommand(check: RequestCheck, { command }: OrderCommand, at: string): void {
  switch (command.case) {
    case undefined:
      required(check, at, "place, replace, cancel or cancel_all");
      break;
    case "replace":
      checkOrderKey(check, command.value.order, `${at}.replace.order`);
      break;
    case "cancel":
      checkOrderKey(check, command.value.order, `${at}.cancel.order`);
      break;
  }
}

function checkUntil(check: RequestCheck, { slices, crossings }: Until): void {
  if (slices < 0 || slices > slicesMax) {
    check.invalid("turn.until.slices", "is out of its range", `1 to ${slicesMax}, or none`);
  }
  if (crossings.length > crossingsMax) {
    const most = `at most ${crossingsMax}`;
    check.invalid("turn.until.crossings", `has ${crossings.length} entries`, most);
  }
  for (const [index, crossing] of crossings.slice(0, crossingsMax).entries()) {
    checkCrossing(check, crossing, `turn.until.crossings[${index}]`);
  }
}

function checkCrossing(check: RequestCheck, { symbol, price }: PriceCrossing, at: string): void {
  if (symbol === "") required(check, `${at}.symbol`, "a symbol of the session");
  if (price.case === undefined) {
    required(check, `${at}.price`, "at_or_above or at_or_below");
    return;
  }
  const parsed = parseDecimal(price.value);
  if (parsed.ok) return;
  const { suggestion = "a decimal such as 187.5" } = parsed.problem;
  const message = `${shown(price.value)} is no price: ${parsed.problem.message}`;
  const field = price.case === "atOrAbove" ? "at_or_above" : "at_or_below";
  const reason = ErrorReason.INVALID_DECIMAL;
  check.add({ field: `${at}.${field}`, reason, message, suggestion });
}
