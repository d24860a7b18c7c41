import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Instrument } from "../../market/instrument.ts";
import type { Rule } from "../rule.ts";
import { isAtTheMarket } from "../subject.ts";

/** What only a paper or live run needs: instruments that trade today, and where to trade them. */
export const atTheMarketRule: Rule = function* ({ spec, symbols }) {
  if (!isAtTheMarket(spec)) return;
  for (const { path, instrument } of symbols) {
    const problem = instrument && whyNotTradable(instrument);
    if (problem === undefined) continue;
    const { symbol } = instrument ?? { symbol: "" };
    yield {
      field: path,
      reason: ErrorReason.NOT_TRADABLE,
      message: `${symbol} ${problem}`,
      suggestion: "a symbol that is traded today",
      metadata: { symbol },
    };
  }
  if (spec.modeSpec.case !== "live") return;
  const { brokerId, accountId } = spec.modeSpec.value;
  if (brokerId === "") yield required("spec.live.broker_id", "the broker", "the id of a broker");
  if (accountId === "") {
    yield required("spec.live.account_id", "the account at the broker", "the id of an account");
  }
};

function whyNotTradable({ asset_class, status, delisted }: Instrument): string | undefined {
  if (asset_class === "index") return "is an index, which nobody can buy";
  if (asset_class === "synthetic") return "is a generated market, which nobody can trade on";
  if (status !== "delisted") return undefined;
  return delisted === undefined
    ? "is no longer traded"
    : `was traded for the last time on ${delisted}`;
}

function required(field: string, what: string, suggestion: string) {
  const message = `a live run has to say ${what}`;
  return { field, reason: ErrorReason.FIELD_REQUIRED, message, suggestion };
}
