/** What `npm run bench` can be told. */
import { parseArgs } from "node:util";
import { type Part, parts, partsNamed } from "./parts.ts";
import type { Target } from "./server-under-load.ts";

/** What was asked for. */
export interface BenchOptions {
  readonly wanted: readonly (readonly [name: string, part: Part])[];
  readonly json: boolean;
  readonly help: boolean;
  /** File whose figures are replaced. */
  readonly write?: string;
  /** Folder for CPU profiles. */
  readonly profile?: string;
  /** Undefined for both. */
  readonly transport?: Target["transport"];
}

const transports = { native: "native gRPC", connect: "Connect's gRPC" } as const;

/** How it is used. */
export const usage = `npm run bench -- [options]

  --only PARTS      only these, separated by commas:
                    ${Object.keys(parts).join(", ")}
  --transport NAME  calls over native or connect only
  --json            print one JSON value instead of Markdown
  --write FILE      put the figures between the marks of a Markdown file, too; a whole run only
  --profile FOLDER  have each server leave a CPU profile there, and print where its time went;
                    the figures themselves are of no use then
`;

/** Reads the arguments. Throws an error that says what is wrong with them. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      transport: { type: "string" },
      json: { type: "boolean", default: false },
      write: { type: "string" },
      profile: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { only, transport, write, profile, json, help } = values;
  if (write !== undefined && (only ?? transport ?? profile) !== undefined) {
    throw new Error("--write takes the figures of a whole run, without other options");
  }
  if (transport !== undefined && transport !== "native" && transport !== "connect") {
    throw new Error(`--transport ${transport}: there are native and connect`);
  }
  return {
    wanted: partsNamed(only),
    json,
    help,
    ...(write === undefined ? {} : { write }),
    ...(profile === undefined ? {} : { profile }),
    ...(transport === undefined ? {} : { transport: transports[transport] }),
  };
}
