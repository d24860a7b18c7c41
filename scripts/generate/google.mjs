// TypeScript of google.rpc (the details of errors), whose .proto files only a Python package
// carries in a small form.

import { join } from "node:path";
import { findGoogleProtos } from "./python-tools.mjs";
import { root, run } from "./tools.mjs";

/** Generates below `out`. */
export function generate(out) {
  const script = join(root, "scripts/generate-grpc.mjs");
  run(process.execPath, [script, "--out", out, "--google-protos", findGoogleProtos()]);
  return ["gen/ts/google"];
}
