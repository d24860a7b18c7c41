// What is made for the Java client beside protoc's work: a class for each service, whose methods
// throw the client's exception (gRPC's own blocking stubs throw theirs, whatever an interceptor
// does), and the service config as Java, for which gRPC takes no JSON.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { oneLine, readContract } from "./proto-comments.mjs";
import { root } from "./tools.mjs";

/** Of a line, in characters. */
const width = 100;

const head = `// Made by scripts/generate/java.mjs: changes would be lost.
package dev.openbell.client;
`;

/** The classes of the services, by file. */
export function stubSources() {
  const services = readContract().flatMap(({ file, commentAt }) =>
    file.service.map((service, at) => {
      const comments = [
        commentAt(6, at),
        ...service.method.map((_, method) => commentAt(6, at, 2, method)),
      ];
      return [`${service.name}.java`, stubSource(service, comments)];
    }),
  );
  return Object.fromEntries(services);
}

/** The version of the product, as a constant. */
export function versionSource(version) {
  return `${head}
/** The version of the product, and of the contract that this client speaks. */
final class Version {
  static final String VERSION = "${version}";

  private Version() {}
}
`;
}

/** gen/service-config.json in the form that gRPC takes. */
export function serviceConfigSource(out) {
  // The one that was made in this run, or else the one that is kept.
  const [made, kept] = [out, root].map((folder) => join(folder, "gen/service-config.json"));
  const config = JSON.parse(readFileSync(existsSync(made) ? made : kept, "utf8"));
  return `${head}
import java.util.List;
import java.util.Map;

/** Which methods gRPC itself repeats, when and how often: those that may be repeated. */
final class ServiceConfig {
  private ServiceConfig() {}

  /** @param attempts how often a call is tried in all, at least 2 */
  static Map<String, ?> of(int attempts) {
    return ${javaOf(config, "  ")};
  }
}
`;
}

function stubSource({ name, method: methods }, [comment, ...comments]) {
  const messages = methods.flatMap((each) => [each.inputType, each.outputType]);
  const imports = [...messages.map(simpleName), `${name}Grpc`].map(
    (each) => `dev.openbell.v1.${each}`,
  );
  const sorted = [...new Set(imports), "java.time.Duration"].sort();
  const commented = (each, at) => `${javadoc(comments[at], "  ")}\n${methodSource(each, name)}`;
  return `${head}
${sorted.map((each) => `import ${each};`).join("\n")}

${javadoc(comment, "")}
public final class ${name} {
  private final Calls calls;

  ${name}(Calls calls) {
    this.calls = calls;
  }

  /** The same methods with another deadline for each call, or silence of a stream. */
  public ${name} withTimeout(Duration timeout) {
    return new ${name}(calls.withTimeout(timeout));
  }

${methods.map(commented).join("\n\n")}
}
`;
}

function methodSource({ name, inputType, outputType, clientStreaming, serverStreaming }, service) {
  const [input, output] = [inputType, outputType].map(simpleName);
  const called = `${name[0].toLowerCase()}${name.slice(1)}`;
  const descriptor = `${service}Grpc.get${name}Method()`;
  const [type, parameter, call] = clientStreaming
    ? [`TwoWayStream<${input}, ${output}>`, "", `calls.talk(${descriptor})`]
    : serverStreaming
      ? [`ResponseStream<${output}>`, `${input} request`, `calls.read(${descriptor}, request)`]
      : [output, `${input} request`, `calls.unary(${descriptor}, request)`];
  const opening = `  public ${type} ${called}(${parameter}) {`;
  const broken = opening.length > width ? opening.replace("(", "(\n      ") : opening;
  return `${broken}\n    return ${call};\n  }`;
}

function simpleName(type) {
  return type.split(".").at(-1);
}

/** A comment of the contract as one of Java, where it is HTML. */
function javadoc(comment, indent) {
  const text = comment
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/^ ?# (.*)$/gm, "<b>$1</b>")
    .replaceAll(/`([^`]*)`/g, "{@code $1}");
  const paragraphs = text.trim().split(/\n\s*\n/);
  const lines = paragraphs.flatMap((each, at) => [
    ...(at > 0 ? [""] : []),
    ...wrapped(
      at > 0 ? `<p>${oneLine(each)}` : oneLine(each),
      width - indent.length - " * ".length,
    ),
  ]);
  const oneLineLength = width - indent.length - "/**  */".length;
  if (lines.length === 1 && lines[0].length <= oneLineLength) return `${indent}/** ${lines[0]} */`;
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"]
    .map((line) => indent + line)
    .join("\n");
}

/** The text in lines of at most so many characters. */
function wrapped(text, length) {
  const fits = new RegExp(`(.{1,${length}})(?: |$)`, "g");
  return [...text.matchAll(fits)].map(([, line]) => line);
}

/** JSON as Java: gRPC wants its numbers as doubles. The number of attempts is a parameter. */
function javaOf(value, indent, key) {
  const deeper = `${indent}  `;
  const list = (items) => `(\n${deeper}${items.join(`,\n${deeper}`)})`;
  if (key === "maxAttempts") return "(double) attempts";
  if (typeof value === "number") return Number.isInteger(value) ? `${value}.0` : String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `List.of${list(value.map((each) => javaOf(each, deeper)))}`;
  const entries = Object.entries(value).map(
    ([each, of]) => `"${each}", ${javaOf(of, deeper, each)}`,
  );
  return entries.every((each) => !each.includes("\n")) && entries.length < 3
    ? `Map.of(${entries.join(", ")})`
    : `Map.of${list(entries)}`;
}
