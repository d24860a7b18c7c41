import { type OrderSpec, TimeInForce } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { formatDecimal, parseDecimal } from "../decimal.ts";

/**
 * A spec with every decimal in its one spelling and every default written in, so that two orders
 * that ask for the same have equal specs. Takes a spec without problems; it is not changed.
 */
export function normaliseOrderSpec(spec: OrderSpec): OrderSpec {
  const { size, trail } = spec;
  return {
    $typeName: "openbell.v1.OrderSpec",
    symbol: spec.symbol,
    side: spec.side,
    type: spec.type,
    size: size.case === undefined ? size : { ...size, value: oneSpelling(size.value) },
    limitPrice: oneSpelling(spec.limitPrice),
    triggerPrice: oneSpelling(spec.triggerPrice),
    trail: trail.case === undefined ? trail : { ...trail, value: oneSpelling(trail.value) },
    timeInForce: spec.timeInForce === TimeInForce.UNSPECIFIED ? TimeInForce.DAY : spec.timeInForce,
    ...(spec.expireTime === undefined ? {} : { expireTime: spec.expireTime }),
    postOnly: spec.postOnly,
    reduceOnly: spec.reduceOnly,
    parentClientOrderId: spec.parentClientOrderId,
    ocoGroup: spec.ocoGroup,
    tag: spec.tag,
  };
}

function oneSpelling(text: string): string {
  if (text === "") return "";
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`"${text}" was found to be a decimal`);
  return formatDecimal(parsed.value);
}
