import { z } from "zod";
import { compareDecimals, formatDecimal, parseDecimal } from "../domain/decimal.ts";
import { type GrpcAddress, parseGrpcAddress } from "./grpc-address.ts";
import { type LoopbackAddress, parseLoopbackAddress } from "./loopback-address.ts";

/**
 * How the text of a setting becomes a value. Files and environment are read alike, as text, so
 * that `1000` means the same in both, and a decimal never passes through a binary fraction. An
 * issue of the schema says what is wrong.
 */
export interface ValueKind<T> {
  readonly schema: z.ZodType<T, string>;
  /** What is accepted, for messages and the documentation. */
  readonly expected: string;
}

const zeroForNone = ", or 0 for no limit";

/** A whole number; with `zero` 0 is allowed below the range and means no limit. */
export function wholeNumber(min: number, max: number, zero?: "no limit"): ValueKind<number> {
  const schema = z
    .string()
    .regex(/^\d{1,15}$/, { error: "is no whole number" })
    .transform(Number)
    .refine((value) => (value >= min && value <= max) || (zero !== undefined && value === 0), {
      error: "is out of range",
    });
  const range = `a whole number from ${min} to ${max}`;
  return { schema, expected: zero === undefined ? range : range + zeroForNone };
}

/** A decimal greater than 0 in its normal spelling; with `zero` 0 means no limit. */
export function positiveDecimal(zero?: "no limit"): ValueKind<string> {
  const schema = z.string().transform((text, context) => {
    const parsed = parseDecimal(text);
    if (!parsed.ok) {
      context.addIssue({ code: "custom", message: `is no decimal: ${parsed.problem.message}` });
      return z.NEVER;
    }
    const order = compareDecimals(parsed.value, { units: 0n, scale: 0 });
    if (order > 0 || (order === 0 && zero !== undefined)) return formatDecimal(parsed.value);
    context.addIssue({ code: "custom", message: "is out of range" });
    return z.NEVER;
  });
  const expected = "a decimal greater than 0, as 1000 or 0.5";
  return { schema, expected: zero === undefined ? expected : expected + zeroForNone };
}

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time in milliseconds, given as `500ms`, `10s`, `60m`, `24h`, `30d` or `10`, in s. */
export function duration(min: string, max: string, zero?: "no limit"): ValueKind<number> {
  return durationIn("ms", min, max, zero);
}

/** The same in whole seconds. */
export function wholeSeconds(min: string, max: string, zero?: "no limit"): ValueKind<number> {
  return durationIn("s", min, max, zero);
}

function durationIn(
  unit: keyof typeof unitMs,
  min: string,
  max: string,
  zero?: "no limit",
): ValueKind<number> {
  const [minMs, maxMs] = [parseDuration(min) ?? 0, parseDuration(max) ?? 0];
  const schema = z.string().transform((text, context) => {
    const value = parseDuration(text);
    const refuse = (message: string) => {
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    if (value === undefined) return refuse("is no length of time");
    if (value === 0 && zero !== undefined) return 0;
    if (value < minMs || value > maxMs) return refuse("is out of range");
    if (value % unitMs[unit] !== 0) return refuse("is no whole number of seconds");
    return value / unitMs[unit];
  });
  const whole = unit === "s" ? " in whole seconds" : "";
  const range = `a time from ${min} to ${max}${whole}, with one of the units ms, s, m, h, d`;
  return { schema, expected: zero === undefined ? range : range + zeroForNone };
}

/** Milliseconds; undefined for what is no length of time. */
function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,12})(ms|s|m|h|d)?$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * unitMs[(match[2] ?? "s") as keyof typeof unitMs];
}

const unitBytes = { "": 1, KiB: 1_024, MiB: 1_048_576 } as const;

/** A number of bytes, given as `4MiB`, `512KiB` or a plain number. */
export function bytes(min: number, max: number): ValueKind<number> {
  const schema = z.string().transform((text, context) => {
    const match = /^(\d{1,12})(KiB|MiB|)$/.exec(text);
    const value = Number(match?.[1]) * unitBytes[(match?.[2] ?? "") as keyof typeof unitBytes];
    if (value >= min && value <= max) return value;
    const message = match === null ? "is no number of bytes" : "is out of range";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
  const range = `${min / unitBytes.KiB}KiB to ${max / unitBytes.MiB}MiB`;
  return { schema, expected: `a number of bytes from ${range}, plain or with KiB or MiB` };
}

/** Where to listen over TCP; undefined for `off`. */
export const address: ValueKind<LoopbackAddress | undefined> = {
  schema: addressSchema(parseLoopbackAddress),
  expected: "host:port on loopback, port 0 for any free one, or off",
};

/** Where to listen over TCP or on a socket in the file system; undefined for `off`. */
export const grpcAddress: ValueKind<GrpcAddress | undefined> = {
  schema: addressSchema(parseGrpcAddress),
  expected: "host:port on loopback, port 0 for any free one, unix:PATH, or off",
};

/** `parse` gives an address, or a sentence that says what is wrong. */
function addressSchema<Address extends object>(
  parse: (text: string) => Address | string,
): z.ZodType<Address | undefined, string> {
  return z.string().transform((text, context) => {
    if (text === "off") return undefined;
    const parsed = parse(text);
    if (typeof parsed !== "string") return parsed;
    // The sentence begins with the text, and so does every problem.
    context.addIssue({ code: "custom", message: parsed.replace(`"${text}" `, "") });
    return z.NEVER;
  });
}

/** One of a few words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): ValueKind<Word> {
  const schema = z.string().transform((text, context) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    context.addIssue({ code: "custom", message: "is none of the words" });
    return z.NEVER;
  });
  return { schema, expected: words.join(", ").replace(/, ([^,]*)$/, " or $1") };
}

/** A folder, as it was written. */
export const folder: ValueKind<string> = {
  schema: z
    .string()
    .refine((text) => !text.includes("\0"), { error: "is no path" })
    .refine((text) => !text.startsWith("~"), { error: "starts with ~, which only a shell knows" }),
  expected: "the path of a folder",
};
