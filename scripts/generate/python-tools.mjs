// A virtual environment with the Python packages that generators need.
//
// Which version? Generated code refuses a protobuf runtime or a grpcio older than its generator, so
// the oldest generator serves the most installations. On the other side protobuf promises to run
// code of its own and of the previous major version. 1.75.1 is the oldest with wheels for every
// Python from 3.9 to 3.14; its code runs on protobuf 6.31.1 to 7.x and on grpcio from 1.75.1 on.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { install, run, ToolchainAbsent, toolCache } from "./tools.mjs";

/** Version of the generator, and the oldest grpcio that runs what it makes. */
export const grpcVersion = "1.75.1";

/** Version of protobuf that the generator writes for, and so the oldest that runs it. */
export const protobufVersion = "6.31.1";

const pinned = [
  `grpcio-tools==${grpcVersion}`,
  `grpcio==${grpcVersion}`,
  `protobuf==${protobufVersion}`,
  "setuptools==80.9.0",
];

const pip = "-m pip install --quiet --disable-pip-version-check --only-binary=:all:".split(" ");

/** Taken for its .proto files alone, so that the runtimes it asks for do not matter. */
const googleProtos = "googleapis-common-protos==1.76.0";

const venv = join(toolCache, `python-${grpcVersion}`);

/** The folder that holds google/rpc/*.proto. */
export function findGoogleProtos() {
  const folder = join(venv, "protos");
  if (!existsSync(join(folder, "google/rpc/status.proto"))) {
    install(findPython(), [...pip, "--no-deps", "--upgrade", `--target=${folder}`, googleProtos]);
  }
  return folder;
}

/** The interpreter of a virtual environment that holds exactly the pinned packages. */
export function findPython() {
  const windows = process.platform === "win32";
  const python = join(venv, windows ? "Scripts/python.exe" : "bin/python");
  if (isReady(python)) return python;
  const host = windows ? "python" : "python3";
  install(host, ["-c", "import sys; sys.exit(sys.version_info < (3, 9) and 'Python >= 3.9')"]);
  install(host, ["-m", "venv", "--clear", venv]);
  install(python, [...pip, ...pinned]);
  if (!isReady(python)) throw new ToolchainAbsent(`${pinned[0]} does not start in ${venv}`);
  return python;
}

function isReady(python) {
  try {
    run(python, ["-c", "import grpc_tools.protoc"]);
    return true;
  } catch {
    return false;
  }
}
