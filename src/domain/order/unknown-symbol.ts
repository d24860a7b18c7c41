import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { nearestName } from "../filter/nearest-name.ts";
import { shown } from "../filter/text-problem.ts";
import type { FieldViolation } from "../rejection.ts";

const listedSymbolsMax = 10;

/** What is wrong with a symbol in this field that is none of the session's; an empty one too. */
export function unknownSymbol(
  asked: string,
  symbols: readonly string[],
  field: string,
): FieldViolation {
  const rest = symbols.length > listedSymbolsMax ? " …" : "";
  const all = `one of ${symbols.slice(0, listedSymbolsMax).join(", ")}${rest}`;
  if (asked === "") {
    return { field, reason: ErrorReason.FIELD_REQUIRED, message: "is required", suggestion: all };
  }
  return {
    field,
    reason: ErrorReason.SYMBOL_NOT_IN_SESSION,
    message: `${shown(asked)} is no symbol of this session`,
    suggestion: nearestName(asked, symbols) ?? all,
    metadata: { symbol: asked.slice(0, 64), symbols: symbols.join(",") },
  };
}
