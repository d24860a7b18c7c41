import { compareDecimals, type Decimal, parseDecimal } from "../domain/decimal.ts";
import type { ConfigProblem } from "./config-problem.ts";
import type { SettingKey, SettingValues } from "./config-settings.ts";
import { formatGrpcAddress } from "./grpc-address.ts";
import { formatAddress } from "./loopback-address.ts";

/** What is wrong with settings that are right one by one. Those that are not are left out. */
export function findConflicts(values: Partial<SettingValues>): readonly ConfigProblem[] {
  return [...judgeCapital(values), ...judgePages(values), ...judgeAddresses(values)];
}

function judgeCapital(values: Partial<SettingValues>): readonly ConfigProblem[] {
  const minimum = values["limits.minimum_capital"];
  const maximum = values["limits.maximum_capital"];
  if (minimum === undefined || maximum === undefined || maximum === "0") return [];
  if (compareDecimals(decimal(minimum), decimal(maximum)) <= 0) return [];
  const message = `${minimum} is more than the ${maximum} of limits.maximum_capital`;
  return [conflict("limits.minimum_capital", message, `at most ${maximum}`)];
}

function judgePages(values: Partial<SettingValues>): readonly ConfigProblem[] {
  const standard = values["limits.default_page_size"];
  const maximum = values["limits.maximum_page_size"];
  if (standard === undefined || maximum === undefined || standard <= maximum) return [];
  const message = `${standard} is more than the ${maximum} of limits.maximum_page_size`;
  return [conflict("limits.default_page_size", message, `at most ${maximum}`)];
}

function judgeAddresses(values: Partial<SettingValues>): readonly ConfigProblem[] {
  // An address that is off is there and undefined; one that is wrong is not there.
  if (!("grpc_address" in values && "http_address" in values)) return [];
  const { grpc_address: grpc, http_address: http } = values;
  if (grpc === undefined && http === undefined) {
    const message = "is off, and grpc_address is too, so nothing would be served";
    return [conflict("http_address", message, "an address for one of them")];
  }
  if (grpc === undefined || http === undefined || http.port === 0) return [];
  if (formatGrpcAddress(grpc) !== formatAddress(http)) return [];
  const message = `${formatAddress(http)} is the grpc_address too`;
  return [conflict("http_address", message, "another port")];
}

function conflict(path: SettingKey, message: string, expected: string): ConfigProblem {
  return { source: "settings together", path, message, expected };
}

function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`${text} was judged to be a decimal, but is none`);
  return parsed.value;
}
