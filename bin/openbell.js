#!/usr/bin/env node
// What runs first is plain JavaScript of an old dialect: on a Node.js that is too old it must still
// be read, and say what to do, where anything newer would end in a syntax error or a crash.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import module from "node:module";
import { isAbsolute, join } from "node:path";

const root = new URL("../", import.meta.url);
const { version, engines } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
// Node.js strips types from sources, but never below node_modules: there is only the built form.
const isCheckout =
  existsSync(new URL("src/cli/main.ts", root)) && !/[\\/]node_modules[\\/]/.test(root.pathname);

const complaint = complainOfNode(engines.node.replace(">=", ""));
if (complaint === undefined) {
  run().then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error) => {
      console.error(error);
      process.exitCode = 70;
    },
  );
} else {
  console.error(complaint);
  process.exitCode = 2;
}

/** What is wrong with this Node.js; undefined when nothing is. */
function complainOfNode(least) {
  const is = process.versions.node;
  const how = isCheckout
    ? `In this checkout use the Node.js that it brings: npm run setup, then npx openbell ...`
    : `Install a newer one from https://nodejs.org, or with your version manager.`;
  if (isOlder(is, least)) return `openbell needs Node.js ${least} or newer; this is ${is}. ${how}`;
  if (isCheckout && !process.features.typescript) {
    return `Node.js ${is} does not run TypeScript by itself, which a checkout needs. ${how}`;
  }
  return undefined;
}

function isOlder(version, least) {
  const parts = (text) => text.split(".").map((part) => Number.parseInt(part, 10));
  const [left, right] = [parts(version), parts(least)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at !== -1 && left[at] < right[at];
}

async function run() {
  keepCompiled();
  const interrupted = new AbortController();
  // Once: a second signal takes its usual way and ends the process, whatever it waits for.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => interrupted.abort());
  // A reader that has seen enough, as `head`, is no error.
  process.stdout.on("error", (error) => {
    process.exit(error.code === "EPIPE" ? 0 : 70);
  });
  const [{ runCli }, { processIo }] = await Promise.all([load("cli/main"), load("cli/process-io")]);
  const server = {
    serve: async (io) => (await load("server/main")).runServe(io),
    demo: async (io) => (await load("server/demo")).runDemo(io),
    data: async (io, request, isJson) => (await load("server/data")).runData(io, request, isJson),
  };
  return runCli(process.argv.slice(2), processIo(interrupted.signal), server, version);
}

/**
 * Has Node.js keep what it compiles, which is a third of a short command's time. It lies with what
 * is the person's own, as it is run: nobody else may write there. NODE_COMPILE_CACHE names another
 * folder, NODE_DISABLE_COMPILE_CACHE=1 does without.
 */
function keepCompiled() {
  const { LOCALAPPDATA: windows, XDG_CACHE_HOME: named, HOME: home } = process.env;
  const place = windows || named || (home && join(home, ".cache"));
  // Relative ones are to be ignored (XDG Base Directory Specification).
  if (!place || !isAbsolute(place)) return;
  const folder = join(place, "openbell");
  try {
    // One by one: where none can be made, as in /proc, Node.js tries for ever to make a whole path.
    for (const each of [place, folder]) if (!existsSync(each)) mkdirSync(each);
    module.enableCompileCache(folder);
  } catch {
    // There is no such home, or it is not to be written to: then nothing is kept.
  }
}

/** A module by its name below `src`, from the sources of a checkout or from the built package. */
function load(name) {
  return import(new URL(isCheckout ? `src/${name}.ts` : `dist/src/${name}.js`, root).href);
}
