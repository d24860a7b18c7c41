// Python: messages, their .pyi and the gRPC stubs, by grpcio-tools in a virtual environment, and
// what the package takes from elsewhere: its version, and the service config. The rest of
// gen/python is written by people.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPython, grpcVersion, protobufVersion } from "./python-tools.mjs";
import { generate as generateServiceConfig } from "./service-config.mjs";
import { contractFiles, root, run } from "./tools.mjs";

const manifest = "gen/python/pyproject.toml";
const generated = "gen/python/openbell/v1";
const serviceConfig = "gen/python/openbell/service-config.json";

const packageText = `"""The messages and services of the contract, generated."""
`;

const importAll = `
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
`;

/** Generates below `out`, and imports what it made with the oldest runtimes that are supported. */
export function generate(out) {
  const python = findPython();
  const target = join(out, "gen/python");
  const files = contractFiles();
  const services = files.filter((file) => servesRpcs(file));
  // What is generated uses what is not, and the package has a copy of what all languages share.
  cpSync(join(root, "gen/python"), target, { recursive: true, filter: isHandWritten });
  const [shared] = generateServiceConfig(out);
  cpSync(join(out, shared), join(out, serviceConfig));
  mkdirSync(join(out, generated));
  const protoc = ["-m", "grpc_tools.protoc", "--proto_path=proto"];
  run(python, [...protoc, `--python_out=${target}`, `--pyi_out=${target}`, ...files]);
  run(python, [...protoc, `--grpc_python_out=${target}`, ...services]);
  writeFileSync(join(out, generated, "__init__.py"), packageText);
  writeFileSync(join(out, manifest), manifestText());
  const stubs = services.map((file) => moduleName(file, "_pb2_grpc"));
  const modules = [...files.map((file) => moduleName(file, "_pb2")), ...stubs, "openbell.aio"];
  const env = { PYTHONPATH: target };
  run(python, ["-B", "-c", importAll, ...modules], { env });
  run(python, ["-B", "scripts/generate/python-stub-types.py", target, ...stubs], { env });
  return [generated, serviceConfig, manifest];
}

function isHandWritten(path) {
  return !path.endsWith("__pycache__") && path !== join(root, generated);
}

/** The manifest as it is, at the version of the product and with the runtimes of the generator. */
function manifestText() {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const needs = [`grpcio>=${grpcVersion}`, `protobuf>=${protobufVersion},<8`];
  return readFileSync(join(root, manifest), "utf8")
    .replace(/^version = .*$/m, `version = "${version}"`)
    .replace(/^dependencies = .*$/m, `dependencies = ${JSON.stringify(needs).replace(",", ", ")}`);
}

/** Whether a file declares a service: grpcio-tools makes an empty stub of one that does not. */
function servesRpcs(file) {
  return /^service /m.test(readFileSync(join(root, "proto", file), "utf8"));
}

function moduleName(file, suffix) {
  return file.replace(/\.proto$/, suffix).replaceAll("/", ".");
}
