/** The sessions that a bench creates. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { PaceSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { CreateSessionRequestSchema } from "../../gen/ts/openbell/v1/session_service_pb.ts";

/** Bars of a session: all that the S&P 500 proxy has. */
export const barsOfSession = 5_105;

/** A request for a session over all the data; at full speed unless a pace is given. */
export function askedSession(
  strategyId: string,
  changes: { readonly start?: boolean; readonly pace?: MessageInitShape<typeof PaceSchema> } = {},
): MessageInitShape<typeof CreateSessionRequestSchema> {
  const { start = false, pace = { kind: { case: "asFast", value: true } } } = changes;
  const value = { startDate: "2000-01-03", endDate: "2020-04-17", pace };
  return {
    start,
    requestId: crypto.randomUUID(),
    labels: { team: "bench" },
    spec: {
      strategyId,
      symbols: ["SP500"],
      initialCapital: "100000",
      modeSpec: { case: "simulation", value },
    },
  };
}
