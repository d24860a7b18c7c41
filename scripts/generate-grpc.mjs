// Generates gen/ts/grpc (health v1, reflection v1 and v1alpha) from the .proto files that two
// development dependencies carry, and, when a folder holding google/rpc/*.proto is given,
// gen/ts/google/rpc from that. Only the output of the latter is kept in the repository: no small
// npm package carries those files. The wheel googleapis-common-protos does:
//
//   pip download --no-deps googleapis-common-protos && unzip -d protos googleapis*.whl
//   node scripts/generate-grpc.mjs [--out FOLDER] [--google-protos protos]
//
// FOLDER stands in for the repository root (a freshness check generates into an empty folder and
// compares its gen/ts with the committed one).

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");

// The path on the right becomes the name of the file in its descriptor, which reflection shows to
// clients. It is the name other servers use; the health package drops the first folder of it.
const packagedProtos = {
  "grpc-health-check/proto/health/v1/health.proto": "grpc/health/v1/health.proto",
  "@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto":
    "grpc/reflection/v1/reflection.proto",
  "@grpc/reflection/build/proto/grpc/reflection/v1alpha/reflection.proto":
    "grpc/reflection/v1alpha/reflection.proto",
};
const googleProtos = ["error_details", "status", "code"].map((name) => `google/rpc/${name}.proto`);

const { values: flags } = parseArgs({
  options: { out: { type: "string", default: root }, "google-protos": { type: "string" } },
});

const staged = mkdtempSync(join(tmpdir(), "openbell-protos-"));
try {
  for (const [from, to] of Object.entries(packagedProtos)) {
    cpSync(join(modules, from), join(staged, to));
  }
  const google = flags["google-protos"];
  if (google !== undefined) {
    for (const path of googleProtos) cpSync(join(resolve(google), path), join(staged, path));
  }
  writeFileSync(join(staged, "buf.yaml"), "version: v2\n");
  process.exitCode = generate(resolve(flags.out));
} finally {
  rmSync(staged, { recursive: true, force: true });
}

/** Runs buf on the staged files; its plugins and the pinned Node are found in node_modules/.bin. */
function generate(out) {
  const buf = join(modules, "@bufbuild/buf", bufScript());
  const template = join(root, "buf.gen.grpc.yaml");
  const path = [join(modules, ".bin"), process.env.PATH].join(delimiter);
  const { status, error } = spawnSync(
    process.execPath,
    [buf, "generate", staged, "--template", template, "--output", out],
    { cwd: root, stdio: "inherit", env: { ...process.env, PATH: path } },
  );
  if (error) throw error;
  return status ?? 1;
}

function bufScript() {
  const { bin } = JSON.parse(readFileSync(join(modules, "@bufbuild/buf/package.json"), "utf8"));
  return bin.buf;
}
