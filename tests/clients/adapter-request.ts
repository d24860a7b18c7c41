/** The action of a scenario as adapters are told it: messages as bytes. */
import type { DescMessage, JsonValue } from "@bufbuild/protobuf";
import { OrderSpecSchema } from "../../gen/ts/openbell/v1/order_pb.ts";
import { WatchSessionsRequestSchema } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { UntilSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { encodeJson } from "./message-json.ts";
import type { Scenario } from "./scenario.ts";
import { methodOf } from "./wire-names.ts";

/** The line that an adapter gets, as an object. */
export function adapterRequest({ name, action, options, url }: Scenario, serverUrl: string) {
  const authority = serverUrl.replace("http://", "");
  const given = url?.replace("$authority", authority) ?? serverUrl;
  return { scenario: name, url: given, options, action: encoded(action) };
}

function encoded({ unary, watch, drive, ...values }: Scenario["action"]): object {
  if (unary !== undefined) {
    const { method, request, ...rest } = unary;
    const bytes = base64(methodOf(method).input, request);
    return { unary: { method: `openbell.v1.${method}`, request: bytes, ...rest } };
  }
  if (watch !== undefined) {
    return { watch: { ...watch, request: base64(WatchSessionsRequestSchema, watch.request) } };
  }
  if (drive !== undefined) {
    const turns = drive.turns.map(({ place, until, keep, ...rest }) => ({
      ...(place && {
        place: place.map(({ clientOrderId, spec }) => {
          return { clientOrderId, spec: base64(OrderSpecSchema, spec) };
        }),
      }),
      ...(until !== undefined && { until: base64(UntilSchema, until) }),
      ...(keep !== undefined && { keep: Buffer.from(keep).toString("base64") }),
      ...rest,
    }));
    return { drive: { ...drive, turns } };
  }
  return values;
}

function base64(desc: DescMessage, json: JsonValue): string {
  return Buffer.from(encodeJson(desc, json)).toString("base64");
}
