// Go: messages and gRPC stubs, as a module that compiles.
//
// What the module asks for are minimums; a bot's own go.mod may ask for newer ones. The stubs need
// grpc-go 1.64; 1.80.0 is the last release line that builds with Go 1.24.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buf, contractFolder, install, run, toolCache } from "./tools.mjs";

const protobufVersion = "v1.36.12";
const grpcPluginVersion = "v1.6.2";
const plugins = [
  `google.golang.org/protobuf/cmd/protoc-gen-go@${protobufVersion}`,
  `google.golang.org/grpc/cmd/protoc-gen-go-grpc@${grpcPluginVersion}`,
];

const goMod = `module openbell.dev/gen/go

go 1.24.0

require (
	google.golang.org/grpc v1.80.0
	google.golang.org/protobuf ${protobufVersion}
)
`;

/** Generates below `out`, writes the module's files and has the compiler look at all of it. */
export function generate(out) {
  const bin = join(toolCache, `go-${protobufVersion}-${grpcPluginVersion}`);
  const outside = { GOWORK: "off", GOFLAGS: "" };
  mkdirSync(bin, { recursive: true });
  for (const plugin of plugins)
    install("go", ["install", plugin], { env: { ...outside, GOBIN: bin } });
  const template = ["--template", "buf.gen.go.yaml"];
  buf(["generate", ...template, "--path", contractFolder, "--output", out], { plugins: [bin] });
  const target = join(out, "gen/go");
  writeFileSync(join(target, "go.mod"), goMod);
  install("go", ["mod", "tidy"], { cwd: target, env: outside });
  run("go", ["vet", "./..."], { cwd: target, env: outside });
  return ["gen/go"];
}
