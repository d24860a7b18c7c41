/** What `error_reason.proto` promises of each reason, read from its comments. */
import { readFileSync } from "node:fs";
import { Code } from "@connectrpc/connect";

/** One reason as it is published. */
export interface PublishedReason {
  /** Without the prefix `ERROR_REASON_`. */
  readonly name: string;
  readonly number: number;
  /** Undefined for one that no status carries. */
  readonly code: Code | undefined;
  /** Keys of the metadata of its ErrorInfo. */
  readonly metadata: readonly string[];
}

const codes: Readonly<Record<string, Code>> = {
  INVALID_ARGUMENT: Code.InvalidArgument,
  NOT_FOUND: Code.NotFound,
  FAILED_PRECONDITION: Code.FailedPrecondition,
  ALREADY_EXISTS: Code.AlreadyExists,
  ABORTED: Code.Aborted,
  RESOURCE_EXHAUSTED: Code.ResourceExhausted,
  OUT_OF_RANGE: Code.OutOfRange,
  UNAUTHENTICATED: Code.Unauthenticated,
  PERMISSION_DENIED: Code.PermissionDenied,
  UNIMPLEMENTED: Code.Unimplemented,
  DEADLINE_EXCEEDED: Code.DeadlineExceeded,
  CANCELLED: Code.Canceled,
  UNAVAILABLE: Code.Unavailable,
  INTERNAL: Code.Internal,
};

/** Every reason but UNSPECIFIED, by name. */
export const publishedReasons: ReadonlyMap<string, PublishedReason> = new Map(
  parse(readFileSync("proto/openbell/v1/error_reason.proto", "utf8")).map((each) => [
    each.name,
    each,
  ]),
);

/** The reason of this name; throws when the contract has none. */
export function publishedReason(name: string): PublishedReason {
  const found = publishedReasons.get(name);
  if (found === undefined) throw new Error(`the contract publishes no reason ${name}`);
  return found;
}

function parse(text: string): PublishedReason[] {
  const values = /((?:^ *\/\/.*\n)+) *ERROR_REASON_(\w+) = (\d+);/gm;
  return Array.from(text.matchAll(values), ([, comment = "", name = "", number = ""]) => {
    const words = comment.replaceAll(/^ *\/\/ ?/gm, "").replaceAll("\n", " ");
    const [, first = ""] = /^([A-Z_]+)\./.exec(words) ?? [];
    const [, keys = ""] = /Metadata: (.*?)\./.exec(words) ?? [];
    const plain = keys.replaceAll(/\([^)]*\)|, in .*$/g, "");
    const metadata = plain.split(",").flatMap((key) => key.trim() || []);
    return { name, number: Number(number), code: codes[first], metadata };
  }).filter(({ name }) => name !== "UNSPECIFIED");
}
