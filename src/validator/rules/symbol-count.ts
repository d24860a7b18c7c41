import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { importFirst, replayableSymbols } from "../replayable-symbols.ts";
import type { Rule } from "../rule.ts";

/** A session trades at least one symbol, and at most as many as the server allows. */
export const symbolCountRule: Rule = ({ spec, context }) => {
  const limit = context.limits.symbolsPerSession;
  const count = spec.symbols.length;
  if (count === 0) {
    const example = replayableSymbols(context.catalog)[0];
    return [
      {
        field: "spec.symbols",
        reason: ErrorReason.FIELD_REQUIRED,
        message: "a session needs at least one symbol",
        suggestion: example === undefined ? importFirst : `for example ${example}`,
      },
    ];
  }
  if (limit === 0 || count <= limit) return [];
  return [
    {
      field: "spec.symbols",
      reason: ErrorReason.TOO_MANY_SYMBOLS,
      message: `${count} symbols are more than a session may have`,
      suggestion: `at most ${limit} symbols`,
      metadata: { limit: String(limit), count: String(count) },
    },
  ];
};
