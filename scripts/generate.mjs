// Makes everything in the repository that is made: gen/ and two documents. Run it through npm,
// which puts the pinned Node first:
//
//   npm run generate                       everything
//   npm run generate -- go docs            some of it
//   npm run generate -- --check            change nothing; fail and list the files that are stale
//
// A language whose tools are not on this machine is named and left as it is. With
// OPENBELL_REQUIRE_TOOLCHAINS=all (or a list as in `python,go`) that is an error.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, ToolchainAbsent } from "./generate/tools.mjs";
import { differences, replace } from "./generate/tree.mjs";

if (process.features.typescript !== "strip") {
  console.error(`This Node (${process.version}) cannot read TypeScript: use \`npm run generate\`.`);
  process.exit(1);
}

const makers = ["typescript", "google", "service-config", "python", "go", "java", "rust", "docs"];

const { values: flags, positionals } = parseArgs({
  options: { check: { type: "boolean", default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !makers.includes(name));
if (unknown.length > 0) {
  fail(`nothing is called ${unknown.join(", ")}; there are ${makers.join(", ")}`);
} else {
  const made = mkdtempSync(join(tmpdir(), "openbell-generate-"));
  try {
    for (const name of positionals.length > 0 ? positionals : makers) await make(name, made);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

async function make(name, made) {
  const started = performance.now();
  try {
    const { generate } = await import(`./generate/${name}.mjs`);
    const stale = differences(made, root, generate(made));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (!flags.check) {
      replace(made, root, stale);
      console.log(`${name}: ${stale.length} files changed (${seconds} s)`);
    } else if (stale.length > 0) {
      fail(`${name}: stale, run \`npm run generate\`:\n${stale.map((f) => `  ${f}`).join("\n")}`);
    } else {
      console.log(`${name}: fresh (${seconds} s)`);
    }
  } catch (error) {
    if (!(error instanceof ToolchainAbsent)) throw error;
    if (isRequired(name)) fail(`${name}: ${error.message}`);
    else console.log(`${name}: left as it is: ${error.message}`);
  }
}

function isRequired(name) {
  const required = (process.env.OPENBELL_REQUIRE_TOOLCHAINS ?? "").split(",");
  return required.includes("all") || required.includes(name);
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
