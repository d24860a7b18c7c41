// TypeScript: the contract and the server's own records, by protoc-gen-es; the gRPC project's
// contracts, by generate-grpc.mjs; and what the client's package takes from the project's: its
// version, the Node that it needs, its dependencies and the licence. The client itself is
// src/client, and scripts/build.mjs puts it into the package.

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buf, root, run } from "./tools.mjs";

const manifest = "gen/ts/package.json";

/** Generates below `out`, which stands in for the repository. */
export function generate(out) {
  buf(["generate", "--template", "buf.gen.ts.yaml", "--output", out]);
  run(process.execPath, [join(root, "scripts/generate-grpc.mjs"), "--out", out]);
  writeFileSync(join(out, manifest), `${JSON.stringify(manifestOfClient(), null, 2)}\n`);
  cpSync(join(root, "LICENSE"), join(out, "gen/ts/LICENSE"));
  return ["gen/ts/openbell", "gen/ts/grpc", manifest, "gen/ts/LICENSE"];
}

function manifestOfClient() {
  const { version, engines, dependencies: pinned } = readJson("package.json");
  const kept = readJson(manifest);
  // A program that has one of them itself should not get it twice.
  const dependencies = Object.keys(kept.dependencies).map((name) => [name, `^${pinned[name]}`]);
  return { ...kept, version, engines, dependencies: Object.fromEntries(dependencies) };
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
