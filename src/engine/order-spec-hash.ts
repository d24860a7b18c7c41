import { hash } from "node:crypto";
import { toBinary } from "@bufbuild/protobuf";
import { type OrderSpec, OrderSpecSchema } from "../../gen/ts/openbell/v1/order_pb.ts";

/**
 * Tells whether an order that is placed again asks for the same: the first 16 hexadecimal digits of
 * SHA-256 over a normalised spec. Its bytes are canonical, since the message has no maps and
 * fields are written in the order of their numbers; a field that is added later and not set leaves
 * them as they are. Fields that this server does not know are left out.
 */
export function orderSpecHash(spec: OrderSpec): string {
  const bytes = toBinary(OrderSpecSchema, spec, { writeUnknownFields: false });
  return hash("sha256", bytes, "hex").slice(0, 16);
}
