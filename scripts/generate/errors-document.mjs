// docs/errors.md, made of the comments of ErrorReason. Such a comment is: the gRPC code, a full
// stop, what it means, and optionally `Metadata:` with keys, each with or without an explanation. A
// reason that is only ever in the status of a session has "Ends a session" in place of the code.

import { CodeSchema } from "../../gen/ts/google/rpc/code_pb.ts";

const prefix = "ERROR_REASON_";

const codes = new Set(CodeSchema.values.map(({ name }) => name));

/** The heading of reasons that no call is refused with, and how their comments begin. */
const endsSession = { heading: "Errors that end a session", start: "Ends a session " };

/** The document. Throws when a comment does not have the form above. */
export function errorsDocument(comments) {
  const reasons = Object.entries(comments.ErrorReason)
    .filter(([name]) => name !== `${prefix}UNSPECIFIED`)
    .map(([name, comment]) => parseReason(name.slice(prefix.length), comment));
  const byCode = Map.groupBy(reasons, (reason) => reason.code);
  return `${header}${[...byCode].map(([code, rows]) => section(code, rows)).join("")}`;
}

/** Takes a comment apart. */
export function parseReason(name, comment) {
  if (comment.startsWith(endsSession.start)) {
    return { name, code: endsSession.heading, meaning: comment, metadata: [] };
  }
  const [, code, text] = /^([A-Z_]+)\. (.+)$/.exec(comment) ?? [];
  if (code === undefined || !codes.has(code)) {
    throw new Error(
      `${prefix}${name}: its comment must begin with a gRPC code and a full stop, ` +
        `or with "${endsSession.start.trim()}"`,
    );
  }
  const metadata = /\s*Metadata: ([^.]+)\./.exec(text);
  const meaning = text.replace(metadata?.[0] ?? "", "");
  return { name, code, meaning, metadata: metadata === null ? [] : parseKeys(name, metadata[1]) };
}

/** Splits at commas outside of parentheses; what is no key explains the key before it. */
function parseKeys(name, text) {
  const keys = [];
  for (const part of text.split(/,\s*(?![^(]*\))/)) {
    const [, key, note] = /^([a-z_]+)(?: \((.+)\))?$/.exec(part) ?? [];
    const last = keys.at(-1);
    if (key !== undefined) keys.push({ key, note });
    else if (last !== undefined) last.note = part;
    else throw new Error(`${prefix}${name}: metadata must begin with a key, not with "${part}"`);
  }
  return keys;
}

function section(code, reasons) {
  const rows = reasons.map(({ name, meaning, metadata }) => {
    const keys = metadata.map(({ key, note }) => `\`${key}\`${note ? ` (${note})` : ""}`);
    return `| \`${name}\` | ${meaning} | ${keys.join(", ")} |\n`;
  });
  const head = "| Reason | Meaning | Metadata keys |\n| --- | --- | --- |\n";
  return `\n## ${code}\n\n${head}${rows.join("")}`;
}

const header = `<!-- Made by \`npm run generate\` from proto/openbell/v1/error_reason.proto. -->
# Reasons of errors

Every error of Openbell has a gRPC code and exactly one \`google.rpc.ErrorInfo\`: its \`domain\` is
\`openbell.dev\`, its \`reason\` is one of the names below, and its \`metadata\` has the keys that
stand beside the reason. Programs decide by the reason; the message is for people and may change.
Reasons are added, never removed or given another meaning, and so are the keys of their metadata.

When fields of a request are bad, all of them are listed at once in \`google.rpc.BadRequest\`, each
with a reason of its own, and the metadata of the ErrorInfo has \`fields\`: their paths, separated
by commas. Several bad fields with one reason have that reason; with different ones
\`VALIDATION_FAILED\`.
`;
