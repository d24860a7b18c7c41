/** How long a large spec is judged. */
import { create } from "@bufbuild/protobuf";
import { SessionSpecSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import { defaultLimits } from "../../src/domain/limits.ts";
import { validateSession } from "../../src/validator/validate-session.ts";
import { MemoryCatalog } from "../unit/validator/memory-catalog.ts";
import type { Figure } from "./figure.ts";
import { repeated } from "./timing.ts";

const judgements = 5_000;

/** A spec with nothing wrong, at the limit of symbols, over twenty years. */
export function benchValidation(): readonly Figure[] {
  const symbols = Array.from({ length: 50 }, (_, index) => `SYM${index}`);
  const data = { first: 20000103, last: 20201231 } as const;
  const catalog = new MemoryCatalog(symbols.map((symbol) => ({ symbol, data })));
  const value = { startDate: "2000-01-03", endDate: "2019-12-31" };
  const spec = create(SessionSpecSchema, {
    strategyId: "bench",
    symbols,
    initialCapital: "100000",
    modeSpec: { case: "simulation", value },
  });
  const timing = repeated(judgements, () => {
    const judged = validateSession(
      { spec, labels: {}, annotations: {} },
      { limits: defaultLimits, catalog, today: 20240703 },
    );
    if (judged.violations.length > 0) throw new Error("the spec of the bench is bad");
  });
  return [{ name: "Validation", size: "50 symbols, 20 years, in process", ...timing }];
}
