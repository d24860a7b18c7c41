/** Messages of any type, made by walking its descriptor: mostly wrong, sometimes nearly right. */
import {
  create,
  type DescField,
  type DescMessage,
  type Message,
  ScalarType,
} from "@bufbuild/protobuf";
import fc from "fast-check";

/** Texts that mean something somewhere, and some that only look so. */
const texts = (known: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(
      ...["", "SP500", "sp500", "1e5", "NaN", "-1", "00.1", "100000", "1000000000000000000"],
      ...["2019-01-02", "2019-12-31", "2999-01-01", "1999-13-01", "USD", "EUR", "*", "spec"],
      ...["labels", "labels.a", "labels.team-1", "spec.simulation.pace", "owner", "annotations"],
      ...["state = RUNNING", 'labels.a = "b"', "(", "create_time desc", "strategy_id", "\u0000"],
      ...[
        "__proto__",
        "constructor",
        "🔔",
        "a".repeat(300),
        "0b1c7e2e-6f0d-4e0a-9a55-1d1a6a3f7a0f",
      ],
      ...known,
    ),
    fc.string({ unit: "binary", maxLength: 20 }),
  );

const int32 = fc.oneof(
  fc.constantFrom(0, 1, -1, 50, 250, 251, 2 ** 31 - 1, -(2 ** 31)),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
);
const int64 = fc.oneof(
  fc.constantFrom(0n, 1n, -1n, 20n, 86_400n, 2n ** 63n - 1n, -(2n ** 63n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const double = fc.oneof(fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity, 5e-324), fc.double());

/** What the arbitraries know of the server. */
export interface Hints {
  /** Ids, tokens and the like. */
  readonly texts: readonly string[];
}

/** Messages of a type. Nested ones become rarer with depth. */
export function messageArbitrary(
  desc: DescMessage,
  hints: Hints,
  depth = 0,
): fc.Arbitrary<Message> {
  const entries = desc.members.map((member) => {
    const some =
      member.kind === "oneof"
        ? fc.oneof(
            ...member.fields.map((field) =>
              valueArbitrary(field, hints, depth).map((value) => ({
                case: field.localName,
                value,
              })),
            ),
          )
        : valueArbitrary(member, hints, depth);
    return [
      member.localName,
      fc.option(some, { nil: undefined, freq: depth > 2 ? 1 : 2 }),
    ] as const;
  });
  return fc.record(Object.fromEntries(entries)).map((init) => {
    const given = Object.entries(init).filter(([, value]) => value !== undefined);
    return create(desc, Object.fromEntries(given) as never) as Message;
  });
}

function valueArbitrary(field: DescField, hints: Hints, depth: number): fc.Arbitrary<unknown> {
  const single = singleArbitrary(field, hints, depth);
  if (field.fieldKind === "list") return fc.array(single, { maxLength: 4 });
  if (field.fieldKind === "map") return fc.dictionary(texts(hints.texts), single, { maxKeys: 3 });
  return single;
}

function singleArbitrary(field: DescField, hints: Hints, depth: number): fc.Arbitrary<unknown> {
  if (field.message !== undefined) return messageArbitrary(field.message, hints, depth + 1);
  if (field.enum !== undefined) {
    return fc.oneof(fc.constantFrom(...field.enum.values.map(({ number }) => number)), int32);
  }
  switch (field.scalar) {
    case ScalarType.STRING:
      return texts(hints.texts);
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 40 });
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.INT64:
      return int64;
    case ScalarType.DOUBLE:
      return double;
    case ScalarType.INT32:
      return int32;
    default:
      throw new Error(`no values for ${field.toString()}`);
  }
}

/** Bytes near these: cut off, with other bytes among them, or with one byte changed. */
export function damagedBytes(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat({ max: Math.max(0, bytes.length - 1) });
  const cut = at.map((end) => bytes.slice(0, end));
  const changed = fc
    .tuple(at, fc.nat({ max: 255 }))
    .map(([index, byte]) => bytes.with(Math.min(index, bytes.length - 1), byte));
  const inserted = fc
    .tuple(at, fc.uint8Array({ maxLength: 12 }))
    .map(([index, more]) =>
      Uint8Array.from([...bytes.slice(0, index), ...more, ...bytes.slice(index)]),
    );
  const anything = fc.uint8Array({ maxLength: 64 });
  return bytes.length === 0 ? anything : fc.oneof(cut, changed, inserted, anything);
}
