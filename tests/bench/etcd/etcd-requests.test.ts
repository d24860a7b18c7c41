import { fromBinary } from "@bufbuild/protobuf";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import { BytesValueSchema } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { putRequest, rangeRequest } from "./etcd-requests.ts";

test("a read has its key in field 1", () => {
  const { value } = fromBinary(BytesValueSchema, rangeRequest(Buffer.from("key")));
  expect(Buffer.from(value).toString()).toBe("key");
});

// Lengths around those at which the length itself takes a byte more.
test.each([0, 1, 127, 128, 300, 16_383, 16_384])("a write of %i bytes", (length) => {
  const value = Buffer.alloc(length, "v");
  const reader = new BinaryReader(putRequest(Buffer.from("key"), value));
  const fields: [number, string][] = [];
  while (reader.pos < reader.len) {
    const [field] = reader.tag();
    fields.push([field, Buffer.from(reader.bytes()).toString()]);
  }
  expect(fields).toEqual([
    [1, "key"],
    [2, value.toString()],
  ]);
});
