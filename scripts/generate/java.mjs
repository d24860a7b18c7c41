// Java: messages and gRPC stubs by protoc and its plugin, and the stubs of the client. The rest of
// gen/java is written by people.
//
// protoc 25 is the last whose code runs with protobuf-java 3.25, which grpc-java itself depends on;
// protobuf-java 4 runs it too. A newer protoc would force a newer runtime on those who use the
// client.

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { serviceConfigSource, stubSources, versionSource } from "./java-sources.mjs";
import { buf, contractFolder, install, root, run, ToolchainAbsent, toolCache } from "./tools.mjs";

const protoc = "com.google.protobuf:protoc:3.25.9";
const grpcPlugin = "io.grpc:protoc-gen-grpc-java:1.83.0";
const dependencyPlugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";
const maven = ["--quiet", "--batch-mode"];

/** Each names the version of the client. */
const manifests = ["gen/java/pom.xml", "examples/java/pom.xml", "tests/clients/java/pom.xml"];
const sources = "gen/java/src/main/java";
const client = `${sources}/dev/openbell/client`;

/** Generates below `out`, and has the compiler look at all of the client. */
export function generate(out) {
  const [compiler, plugin] = [executable(protoc), executable(grpcPlugin)];
  const plugins = [
    { protoc_builtin: "java", protoc_path: compiler, out: sources },
    // Without the annotation there is nothing to depend on for it.
    { local: plugin, out: sources, opt: "@generated=omit" },
  ];
  const template = JSON.stringify({ version: "v2", plugins });
  buf(["generate", "--template", template, "--path", contractFolder, "--output", out]);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const made = {
    ...stubSources(),
    "ServiceConfig.java": serviceConfigSource(out),
    "Version.java": versionSource(version),
  };
  mkdirSync(join(out, client), { recursive: true });
  for (const [name, text] of Object.entries(made)) writeFileSync(join(out, client, name), text);
  for (const manifest of manifests) writeManifest(out, manifest, version);
  const files = Object.keys(made).map((name) => `${client}/${name}`);
  const owned = [...manifests, `${sources}/dev/openbell/v1`, ...files];
  check(out, owned);
  return owned;
}

function writeManifest(out, manifest, version) {
  const written = readFileSync(join(root, manifest), "utf8");
  const own = /(<artifactId>openbell-client<\/artifactId>\s*<version>)[^<]*/;
  mkdirSync(dirname(join(out, manifest)), { recursive: true });
  writeFileSync(join(out, manifest), written.replace(own, `$1${version}`));
}

/** The path of a program that Maven Central has for this machine; fetched once. */
function executable(artifact) {
  const [, name, version] = artifact.split(":");
  const folder = join(toolCache, "java");
  const path = join(folder, `${name}-${version}-${classifier()}.exe`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const what = [`-Dartifact=${artifact}:exe:${classifier()}`, `-DoutputDirectory=${folder}`];
  install("mvn", [...maven, `${dependencyPlugin}:copy`, ...what], { cwd: folder });
  chmodSync(path, 0o755);
  return path;
}

/** This machine, as those artifacts name it. */
function classifier() {
  const system = { darwin: "osx", linux: "linux", win32: "windows" }[platform()];
  const processor = { arm64: "aarch_64", x64: "x86_64" }[arch()];
  if (system !== undefined && processor !== undefined) return `${system}-${processor}`;
  throw new ToolchainAbsent(`there is no ${protoc} for ${platform()} on ${arch()}`);
}

/** Compiles what people wrote with what was made, outside of the repository. */
function check(out, owned) {
  const copy = join(toolCache, "java-client");
  rmSync(join(copy, "src"), { recursive: true, force: true });
  const skipped = [...owned, "gen/java/target"].map((path) => join(root, path));
  const filter = (path) => !skipped.includes(path);
  for (const folder of [root, out]) {
    cpSync(join(folder, "gen/java"), copy, { recursive: true, filter });
  }
  const classPath = join(copy, "class-path");
  const goal = [`${dependencyPlugin}:build-classpath`, `-Dmdep.outputFile=${classPath}`];
  install("mvn", [...maven, ...goal], { cwd: copy });
  const folder = join(copy, "src/main/java");
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".java"));
  // Too many for a command line.
  writeFileSync(join(copy, "files"), files.join("\n"));
  const options = ["--release", "17", "-nowarn", "-classpath", readFileSync(classPath, "utf8")];
  run("javac", [...options, "-d", join(copy, "classes"), `@${join(copy, "files")}`], {
    cwd: folder,
  });
}
