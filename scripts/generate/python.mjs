// Python: messages, their .pyi and the gRPC stubs, by grpcio-tools in a virtual environment.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPython, grpcVersion, protobufVersion } from "./python-tools.mjs";
import { contractFiles, root, run } from "./tools.mjs";

const requirements = `# What the generated code needs: its generator's runtimes, or newer ones.
grpcio>=${grpcVersion}
protobuf>=${protobufVersion},<8
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
  mkdirSync(target, { recursive: true });
  const protoc = ["-m", "grpc_tools.protoc", "--proto_path=proto"];
  run(python, [...protoc, `--python_out=${target}`, `--pyi_out=${target}`, ...files]);
  run(python, [...protoc, `--grpc_python_out=${target}`, ...services]);
  writeFileSync(join(target, "requirements.txt"), requirements);
  const modules = [
    ...files.map((file) => moduleName(file, "_pb2")),
    ...services.map((file) => moduleName(file, "_pb2_grpc")),
  ];
  run(python, ["-B", "-c", importAll, ...modules], { env: { PYTHONPATH: target } });
  return ["gen/python"];
}

/** Whether a file declares a service: grpcio-tools makes an empty stub of one that does not. */
function servesRpcs(file) {
  return /^service /m.test(readFileSync(join(root, "proto", file), "utf8"));
}

function moduleName(file, suffix) {
  return file.replace(/\.proto$/, suffix).replaceAll("/", ".");
}
