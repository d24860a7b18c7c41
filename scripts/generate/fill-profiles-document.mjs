// docs/fill-profiles.md, made of the table of fill profiles.

import { readFileSync } from "node:fs";
import { create, toJson } from "@bufbuild/protobuf";
import { FillModelSchema } from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import { noFlags } from "../../src/engine/profiles/fill-profile.ts";
import { defaultProfileName, profiles } from "../../src/engine/profiles/profiles.ts";
import { resolveFillModel } from "../../src/engine/profiles/resolve-fill-model.ts";

/** The document. */
export function fillProfilesDocument() {
  const columns = profiles.map(({ name, version }) => `\`${name}\` ${version}`);
  return [
    header,
    ...profiles.map(section),
    "## What they leave a field at\n\n",
    table(["Field", ...columns], fieldRows()),
    "\n## Their habits\n\nWhat no field says. `·` is as in ",
    `\`${defaultProfileName}\`.\n\n`,
    table(["Habit", ...profiles.map(({ name }) => `\`${name}\``), "What it means"], flagRows()),
  ].join("");
}

function section({ name, version, description }) {
  return `## \`${name}\` ${version}\n\n${description.join("\n\n")}\n\n`;
}

function fieldRows() {
  const models = profiles.map(({ name, version }) => {
    const asked = create(FillModelSchema, { profile: name, version });
    return toJson(FillModelSchema, resolveFillModel(asked, "fill_model").model, {
      useProtoFieldName: true,
    });
  });
  return FillModelSchema.fields
    .filter((field) => !["profile", "version"].includes(field.name))
    .map((field) => [`\`${field.name}\``, ...models.map((model) => shown(field, model))]);
}

function shown(field, model) {
  const value = model[field.name];
  if (field.enum !== undefined) {
    const found = field.enum.values.find(({ name }) => name === value);
    return `\`${found.localName}\``;
  }
  return typeof value === "object" ? `\`${JSON.stringify(value)}\`` : `\`${value}\``;
}

function flagRows() {
  return Object.entries(flagComments()).map(([flag, comment]) => [
    `\`${flag}\``,
    ...profiles.map(({ flags }) => (flags[flag] ? "yes" : "·")),
    comment,
  ]);
}

/** The comment of each flag, from the source: the one place that says what it means. */
function flagComments() {
  const path = new URL("../../src/engine/profiles/fill-profile.ts", import.meta.url);
  const source = readFileSync(path, "utf8");
  const body = /interface ProfileFlags \{([\s\S]*?)\n\}/.exec(source)[1];
  const members = body.matchAll(/\/\*\*([\s\S]*?)\*\/\s*readonly (\w+): boolean;/g);
  const comments = Object.fromEntries(
    [...members].map(([, comment, flag]) => [flag, comment.replace(/\s*\n\s*\*\s*/g, " ").trim()]),
  );
  const bare = Object.keys(noFlags).filter((flag) => !(flag in comments));
  if (bare.length > 0) throw new Error(`these flags have no comment: ${bare.join(", ")}`);
  return comments;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}

const header = `<!-- Made by \`npm run generate\` from src/engine/profiles/. -->
# Fill profiles

A fill profile is a named way of turning orders into fills. A session takes one with
\`simulation.fill_model.profile\`, and may set any field of \`FillModel\` otherwise; what it leaves
out is the profile's. A session keeps the version it was created with, its answers have every field
written in, and what a version does never changes: the results of a session can be had again from
its spec.

`;
