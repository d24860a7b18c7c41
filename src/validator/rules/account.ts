import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { AccountType } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { compareDecimals, type Decimal, decimalOf, formatDecimal } from "../../domain/decimal.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { judgedDecimal } from "../judged-decimal.ts";
import type { Rule } from "../rule.ts";

const at = "spec.simulation.account";
const [zero, one] = [decimalOf(0n, 0), decimalOf(1n, 0)];

/** Margins are shares of a position's value, the maintenance margin below the initial one. */
export const accountRule: Rule = function* ({ simulation }) {
  const account = simulation?.account;
  if (account === undefined) return;
  const initial = yield* judgedDecimal(`${at}.initial_margin`, account.initialMargin);
  const maintenance = yield* judgedDecimal(`${at}.maintenance_margin`, account.maintenanceMargin);
  if (initial !== undefined) yield* judgeInitial(initial, account.type === AccountType.CASH);
  if (maintenance === undefined) return;
  yield* judgeMaintenance(maintenance, initial ?? one, account.type === AccountType.CASH);
};

function* judgeInitial(initial: Decimal, isCash: boolean): Generator<FieldViolation> {
  const text = formatDecimal(initial);
  if (compareDecimals(initial, zero) <= 0 || compareDecimals(initial, one) > 0) {
    // A leverage is certainly meant by what is more than the whole.
    const leverage = leverageText(initial);
    const message = `a margin is above 0 and at most 1, and ${text} is not`;
    yield invalid("initial_margin", message, leverage ?? "1 for no leverage");
  } else if (isCash && compareDecimals(initial, one) < 0) {
    yield invalid("initial_margin", "a CASH account pays in full", "1, or a MARGIN account");
  }
}

/** `2` as a leverage is a margin of `0.5`; only what a decimal says exactly. */
function leverageText({ units, scale }: Decimal): string | undefined {
  const known: Readonly<Record<string, string>> = { 2: "0.5", 4: "0.25", 5: "0.2", 10: "0.1" };
  const share = scale === 0 ? known[String(units)] : undefined;
  return share === undefined ? undefined : `${share} for a leverage of ${units}`;
}

function* judgeMaintenance(
  maintenance: Decimal,
  initial: Decimal,
  isCash: boolean,
): Generator<FieldViolation> {
  const text = formatDecimal(maintenance);
  if (compareDecimals(maintenance, zero) < 0) {
    yield invalid("maintenance_margin", `${text} is less than 0`, "0 for no margin calls");
  } else if (isCash && compareDecimals(maintenance, zero) > 0) {
    yield invalid("maintenance_margin", "a CASH account has no margin calls", "0");
  } else if (compareDecimals(maintenance, initial) >= 0 && compareDecimals(maintenance, zero) > 0) {
    const message = `${text} is not less than the initial margin of ${formatDecimal(initial)}`;
    yield invalid("maintenance_margin", message, half(initial));
  }
}

/** Half of a margin, which is the maintenance margin where none is asked for. */
export function half({ units, scale }: Decimal): string {
  return formatDecimal(decimalOf(units * 5n, scale + 1));
}

function invalid(name: string, message: string, suggestion: string): FieldViolation {
  return { field: `${at}.${name}`, reason: ErrorReason.INVALID_VALUE, message, suggestion };
}
