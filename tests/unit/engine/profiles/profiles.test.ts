import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { FillModelSchema } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import {
  defaultProfileName,
  profileOf,
  profiles,
  versionsOf,
} from "../../../../src/engine/profiles/profiles.ts";

test("the profiles that the contract names, the default first", () => {
  expect(profiles.map(({ name, version }) => [name, version])).toEqual([
    ["openbell", "1"],
    ["backtesting.py", "1"],
    ["lean-equity", "1"],
  ]);
  expect(defaultProfileName).toBe("openbell");
});

test("no profile is there twice", () => {
  const keys = profiles.map(({ name, version }) => `${name} ${version}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test("openbell has no habits, the others have some", () => {
  const habits = (name: string) => versionsOf(name).flatMap(({ flags }) => Object.values(flags));
  expect(habits("openbell")).not.toContain(true);
  expect(habits("backtesting.py")).toContain(true);
  expect(habits("lean-equity")).toContain(true);
});

test("profileOf", () => {
  const model = create(FillModelSchema, { profile: "lean-equity", version: "1" });
  expect(profileOf(model).name).toBe("lean-equity");
  expect(() => profileOf(create(FillModelSchema))).toThrow("no fill profile");
});
