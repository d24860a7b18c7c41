// docs/api.md: the contract as pages of tables, made of its comments.

import { isFieldSet } from "@bufbuild/protobuf";
import {
  FieldDescriptorProtoSchema,
  MethodOptions_IdempotencyLevel as Idempotency,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { oneLine, readContract } from "./proto-comments.mjs";

const prefix = ".openbell.v1.";

/** The document. Throws where something has no comment, or two headings would share an anchor. */
export function apiDocument() {
  const contract = readContract().sort((a, b) => (a.file.name < b.file.name ? -1 : 1));
  const files = contract.map(({ file, commentAt }) => ({
    name: file.name.split("/").at(-1),
    about: commentAt(12),
    services: file.service.map((desc, index) => serviceOf(desc, commentAt, [6, index])),
    types: [
      ...file.messageType.flatMap((desc, index) => messagesOf(desc, commentAt, [4, index])),
      ...file.enumType.map((desc, index) => enumOf(desc, desc.name, commentAt, [5, index])),
    ],
  }));
  const services = files.flatMap((file) => file.services);
  const sections = [
    ...services,
    ...services.flatMap(({ methods }) => methods),
    ...files.map(({ name, about }) => ({ title: name, comment: about })),
    ...files.flatMap(({ types }) => types),
  ];
  requireSound(sections);
  return [
    header,
    "\n## Contents\n\n",
    ...services.map(({ title, methods }) => contentsLine(title, methods)),
    ...files
      .filter(({ types }) => types.length > 0)
      .map(({ name, types }) => contentsLine(name, types)),
    ...services.flatMap(serviceText),
    ...files.flatMap(({ name, about, types }) => [
      `\n## ${name}\n\n${prose(about)}\n`,
      ...types.map(({ title, comment, text }) => `\n### ${title}\n\n${prose(comment)}\n${text}`),
    ]),
  ].join("");
}

function serviceOf({ name, method }, commentAt, path) {
  const methods = method.map((desc, index) => ({
    title: `${name}.${desc.name}`,
    short: desc.name,
    comment: commentAt(...path, 2, index),
    text: callText(desc),
  }));
  return { title: name, comment: commentAt(...path), methods };
}

function callText({ inputType, outputType, clientStreaming, serverStreaming, options }) {
  const request = `${clientStreaming ? "a stream of " : ""}${typeLink(inputType)}`;
  const answer = `${serverStreaming ? "a stream of " : ""}${typeLink(outputType)}`;
  const repeating = {
    [Idempotency.NO_SIDE_EFFECTS]: "changes nothing; may be repeated",
    [Idempotency.IDEMPOTENT]: "may be repeated word for word, under its `request_id` if it has one",
    [Idempotency.IDEMPOTENCY_UNKNOWN]: "not to be repeated by itself",
  }[options?.idempotencyLevel ?? Idempotency.IDEMPOTENCY_UNKNOWN];
  return `\n${request} → ${answer} · ${repeating}\n`;
}

/** A message and those that are declared in it. */
function messagesOf(desc, commentAt, path, outer = "") {
  const title = `${outer}${desc.name}`;
  const maps = desc.nestedType.filter(({ options }) => options?.mapEntry);
  const rows = fieldRows(desc, maps, commentAt, path);
  const head = "\n| Field | Number | Type | Meaning |\n| --- | --- | --- | --- |\n";
  const text = rows.length === 0 ? "\nIt has no fields.\n" : `${head}${rows.join("")}`;
  const nested = [
    ...desc.nestedType.flatMap((each, index) =>
      maps.includes(each) ? [] : messagesOf(each, commentAt, [...path, 3, index], `${title}.`),
    ),
    ...desc.enumType.map((each, index) =>
      enumOf(each, `${title}.${each.name}`, commentAt, [...path, 4, index]),
    ),
  ];
  return [{ title, short: title, comment: commentAt(...path), text }, ...nested];
}

/** The fields in the order in which they are declared; those of a oneof after a row of its own. */
function fieldRows(desc, maps, commentAt, path) {
  let open;
  return desc.field.flatMap((field, index) => {
    // 0, the default of the number, is a oneof too.
    const isInOneof = isFieldSet(field, FieldDescriptorProtoSchema.field.oneofIndex);
    const oneof = isInOneof && !field.proto3Optional ? field.oneofIndex : undefined;
    const isFirst = oneof !== undefined && oneof !== open;
    open = oneof;
    const comment = oneLine(commentAt(...path, 2, index));
    if (comment === "") throw new Error(`${desc.name}.${field.name} has no comment`);
    const name = `${oneof === undefined ? "" : "– "}\`${field.name}\``;
    const row = `| ${name} | ${field.number} | ${typeText(field, maps)} | ${cell(comment)} |\n`;
    if (!isFirst) return [row];
    const about = oneLine(commentAt(...path, 8, oneof));
    return [`| one of \`${desc.oneofDecl[oneof].name}\`: | | | ${cell(about)} |\n`, row];
  });
}

function typeText(field, maps) {
  const map = maps.find(({ name }) => field.typeName.endsWith(`.${name}`));
  if (map !== undefined) {
    const [key, value] = map.field.map((each) => typeText(each, []));
    return `map of ${key} to ${value}`;
  }
  const name = field.typeName === "" ? scalar(field.type) : typeLink(field.typeName);
  if (field.label === Label.REPEATED) return `repeated ${name}`;
  return field.proto3Optional ? `optional ${name}` : name;
}

function scalar(type) {
  return `\`${Type[type].toLowerCase()}\``;
}

function typeLink(typeName) {
  if (typeName.startsWith(prefix)) {
    const name = typeName.slice(prefix.length);
    return `[${name}](#${anchor(name)})`;
  }
  const known = typeName.slice(".google.protobuf.".length);
  return `[google.protobuf.${known}](${wellKnownTypes}#${known.toLowerCase()})`;
}

function enumOf({ value }, title, commentAt, path) {
  const rows = value.map(({ name, number }, index) => {
    const comment = oneLine(commentAt(...path, 2, index));
    if (comment === "") throw new Error(`${name} has no comment`);
    return `| \`${name}\` | ${number} | ${cell(comment)} |\n`;
  });
  const head = "\n| Value | Number | Meaning |\n| --- | --- | --- |\n";
  return { title, short: title, comment: commentAt(...path), text: `${head}${rows.join("")}` };
}

function serviceText({ title, comment, methods }) {
  return [
    `\n## ${title}\n\n${prose(comment)}\n`,
    ...methods.map((each) => `\n### ${each.title}\n\n${prose(each.comment)}\n${each.text}`),
  ];
}

function contentsLine(title, parts) {
  const links = parts.map((each) => `[${each.short}](#${anchor(each.title)})`);
  return `- **[${title}](#${anchor(title)})**: ${links.join(", ")}\n`;
}

/** A comment of paragraphs; its headings are below those of this page. */
function prose(comment) {
  const paragraphs = comment.trim().split(/\n\s*\n/);
  return paragraphs
    .map((each) => (term.test(each.trim()) ? glossary(each) : escaped(oneLine(each))))
    .map((each) => each.replace(/^#+ /, "#### "))
    .join("\n\n");
}

/** How a paragraph begins whose lines explain a term each. */
const term = /^([a-z]+( [a-z]+)*): /;

function glossary(paragraph) {
  const entries = paragraph.trim().split(/\n(?=\s*[a-z]+(?: [a-z]+)*: )/);
  return entries.map((each) => escaped(oneLine(each)).replace(term, "- **$1**: ")).join("\n");
}

function cell(comment) {
  return escaped(comment).replaceAll("|", "\\|");
}

/** What a page would take for HTML, unless it is code. */
function escaped(text) {
  return text.replace(/`[^`]*`|</g, (match) => (match === "<" ? "&lt;" : match));
}

/** Where GitHub puts a heading. */
function anchor(title) {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9_ -]/g, "")
    .replaceAll(" ", "-");
}

function requireSound(sections) {
  const seen = new Map();
  for (const { title, comment } of sections) {
    if (comment.trim() === "") throw new Error(`${title} has no comment`);
    const other = seen.get(anchor(title));
    if (other !== undefined) throw new Error(`${title} and ${other} share an anchor`);
    seen.set(anchor(title), title);
  }
}

const wellKnownTypes = "https://protobuf.dev/reference/protobuf/google.protobuf/";

const header = `<!-- Made by \`npm run generate\` from proto/openbell/v1. -->
# API reference

The contract, from the comments of [proto/openbell/v1](../proto/openbell/v1), of which generated
code in every language is made. Its package is \`openbell.v1\`; a method is called as
\`/openbell.v1.SessionService/GetSession\`. In JSON, fields are in camel case and 64-bit integers
are text.

The rules that all of it keeps: decimals are text and exact, instants are \`Timestamp\` in UTC, an
enum may get new values and 0 is never one that is meant. Refusals are in [errors.md](errors.md),
states in [states.md](states.md) and [orders.md](orders.md). A method that may be repeated is
repeated by clients when the server cannot be reached.
`;
