/** The table of specs holds a row for everything that the contract says is refused. */
import { readFileSync } from "node:fs";
import type { DescMessage } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { specCases } from "./spec-cases.ts";

const text = readFileSync("proto/openbell/v1/session.proto", "utf8");
const rows = JSON.stringify(specCases);
const paths = specCases.flatMap(({ fields }) => fields.map(([path]) => path));

/** Fields and enum values whose comment says that they are refused. */
function refusedNames(): readonly string[] {
  const declarations = /((?:^ *\/\/.*\n)+) *(?:[\w.]+ )?(\w+) = \d+;/gm;
  return Array.from(text.matchAll(declarations), ([, comment = "", name = ""]) => {
    return /\b(Refused|refused with)\b/.test(comment) ? name : "";
  }).filter((name) => name !== "");
}

describe("what the contract refuses", () => {
  it("is found", () => {
    expect(refusedNames()).toEqual(expect.arrayContaining(["pace", "warmup", "live"]));
  });

  it.each(refusedNames())("%s has a row", (name) => {
    const isValue = name === name.toUpperCase();
    if (isValue) expect(rows).toContain(name);
    else expect(paths.some((path) => path.split(/\.|\[\d+\]\.?/).at(-1) === name)).toBe(true);
  });
});

/** Fields of the spec by path; what is refused as a whole is not looked into. */
function pathsOf(desc: DescMessage, at: string): readonly string[] {
  return desc.fields.flatMap((field) => {
    const path = `${at}.${field.name}${field.fieldKind === "list" ? "[0]" : ""}`;
    const isWhole = field.message === undefined || paths.includes(path.replace("[0]", ""));
    const isTime = field.message?.typeName.startsWith("google.protobuf.") === true;
    return isWhole || isTime ? [path] : pathsOf(field.message, path);
  });
}

// Of these only an unknown number is wrong, which the walk adds.
const eitherIsRight = [
  ...["spec.stop_policy", "spec.schedule"],
  ...["data[0].bars.price", "adjustment", "drive", "seed", "durability", "account.type"].map(
    (name) => `spec.simulation.${name}`,
  ),
  ...["market_fill", "limit_fill", "stop_fill", "intrabar_path", "end_of_data"].map(
    (name) => `spec.simulation.fill_model.${name}`,
  ),
];

it.each(pathsOf(SessionSpecSchema, "spec").filter((path) => !eitherIsRight.includes(path)))(
  "%s has a row",
  (path) => {
    expect(paths).toContain(path);
  },
);
