// TypeScript: the contract and the server's own records, by protoc-gen-es; and the gRPC project's
// contracts, by generate-grpc.mjs.

import { join } from "node:path";
import { buf, root, run } from "./tools.mjs";

/** Generates below `out`, which stands in for the repository. */
export function generate(out) {
  buf(["generate", "--template", "buf.gen.ts.yaml", "--output", out]);
  run(process.execPath, [join(root, "scripts/generate-grpc.mjs"), "--out", out]);
  return ["gen/ts/openbell", "gen/ts/grpc"];
}
