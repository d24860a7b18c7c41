/**
 * A session file: a CreateSessionRequest as YAML or JSON. It is read against the contract itself,
 * so every field, in both spellings of proto JSON, is known here the day it enters the contract.
 */
import {
  type DescField,
  type DescMessage,
  fromJson,
  type JsonObject,
  type JsonValue,
} from "@bufbuild/protobuf";
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from "yaml";
import {
  type CreateSessionRequest,
  CreateSessionRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { didYouMean } from "../domain/filter/nearest-name.ts";
import { fieldForm, readFieldValue } from "./field-value.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The request that a file holds.
 *
 * @param name - The name of the file, for complaints.
 * @throws UsageError with everything that is wrong, each with its line.
 */
export function parseSessionFile(text: string, name: string): CreateSessionRequest {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const reader = new FileReader(name, document, lines);
  for (const error of document.errors) reader.complain(error.pos[0], "", error.message);
  if (document.errors.length > 0) throw reader.error();
  const root = document.contents;
  if (!isMap(root)) {
    reader.complain(0, "", `a session is a mapping with "spec", and this is ${kindOf(root)}`);
    throw reader.error();
  }
  const json = reader.readMessage(CreateSessionRequestSchema, root, "");
  if (reader.hasProblems) throw reader.error();
  return fromJson(CreateSessionRequestSchema, json);
}

class FileReader {
  readonly #name: string;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #problems: string[] = [];

  constructor(name: string, document: Document, lines: LineCounter) {
    this.#name = name;
    this.#document = document;
    this.#lines = lines;
  }

  get hasProblems(): boolean {
    return this.#problems.length > 0;
  }

  error(): UsageError {
    return new UsageError(this.#problems);
  }

  complain(offset: number, path: string, sentence: string): void {
    const { line } = this.#lines.linePos(offset);
    const where = path === "" ? "" : `${path}: `;
    this.#problems.push(`${this.#name}:${Math.max(1, line)}: ${where}${sentence}`);
  }

  readMessage(desc: DescMessage, map: YAMLMap, path: string): JsonObject {
    const json: JsonObject = {};
    const seen = new Map<string, string>();
    for (const { key, value } of map.items) {
      const offset = offsetOf(key) ?? offsetOf(map) ?? 0;
      const name = isScalar(key) ? String(key.value) : "";
      const field = desc.fields.find((f) => f.name === name || f.jsonName === name);
      if (field === undefined) {
        const names = desc.fields.map((f) => f.name);
        const hint = didYouMean(name, names) || `; there are ${names.join(", ")}`;
        this.complain(offset, path, `there is no field "${name}"${hint}`);
        continue;
      }
      const fieldPath = path === "" ? field.name : `${path}.${field.name}`;
      const group = field.oneof?.name ?? field.name;
      const before = seen.get(group);
      if (before !== undefined) {
        const both = before === name ? "given twice" : `given beside "${before}"; one is allowed`;
        this.complain(offset, path, `"${name}" is ${both}`);
        continue;
      }
      seen.set(group, name);
      const read = this.#readField(field, this.#resolve(value), fieldPath, offset);
      if (read !== undefined) json[field.jsonName] = read;
    }
    return json;
  }

  /** A field's JSON; undefined when it is absent, or wrong and complained about. */
  #readField(
    field: DescField,
    node: Node | null,
    path: string,
    offset: number,
  ): JsonValue | undefined {
    if (node === null || (isScalar(node) && node.value === null)) return undefined;
    const at = offsetOf(node) ?? offset;
    if (field.fieldKind === "list") {
      if (!isSeq(node)) {
        this.complain(at, path, `this is a list, and ${kindOf(node)} is given`);
        return undefined;
      }
      return node.items.map(
        (item, index) =>
          this.#readValue(field, this.#resolve(item), `${path}[${index}]`, at) ?? null,
      );
    }
    if (field.fieldKind === "map") return this.#readMap(field, node, path, at);
    return this.#readValue(field, node, path, at);
  }

  #readMap(
    field: DescField & { fieldKind: "map" },
    node: Node,
    path: string,
    offset: number,
  ): JsonValue | undefined {
    if (!isMap(node)) {
      this.complain(offset, path, `this is a mapping, and ${kindOf(node)} is given`);
      return undefined;
    }
    const json: JsonObject = {};
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : "";
      const at = offsetOf(key) ?? offset;
      json[name] = this.#readValue(field, this.#resolve(value), `${path}.${name}`, at) ?? null;
    }
    return json;
  }

  #readValue(
    field: DescField,
    node: Node | null,
    path: string,
    offset: number,
  ): JsonValue | undefined {
    const at = offsetOf(node) ?? offset;
    if (field.message !== undefined && !field.message.typeName.startsWith("google.protobuf.")) {
      if (isMap(node)) return this.readMessage(field.message, node, path);
      this.complain(at, path, `this is a mapping, and ${kindOf(node)} is given`);
      return undefined;
    }
    if (isScalar(node)) {
      const value = readFieldValue(field, node.value, node.source);
      if (value !== undefined) return value;
    }
    const given = isScalar(node) ? (node.source ?? String(node.value)) : kindOf(node);
    this.complain(at, path, `${given} is not ${fieldForm(field)}`);
    return undefined;
  }

  #resolve(node: unknown): Node | null {
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target === undefined) {
        this.complain(node.range?.[0] ?? 0, "", `*${node.source} stands for nothing`);
      }
      return target ?? null;
    }
    return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
  }
}

function kindOf(node: unknown): string {
  if (isMap(node)) return "a mapping";
  if (isSeq(node)) return "a list";
  if (isScalar(node) && node.value !== null) return `"${node.source ?? String(node.value)}"`;
  return "nothing";
}

function offsetOf(node: unknown): number | undefined {
  if (isMap(node) || isSeq(node) || isScalar(node)) return node.range?.[0];
  return undefined;
}
