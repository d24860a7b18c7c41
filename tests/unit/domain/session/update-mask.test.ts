import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { ErrorReason } from "../../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  LiveSpecSchema,
  type Session,
  SessionSchema,
  SimulationSpecSchema,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { applyUpdateMask } from "../../../../src/domain/session/update-mask.ts";
import { contentOf, specOf } from "./scenario.ts";

const current = contentOf({ labels: { team: "alpha", "desk.eu": "1" } });
const wanted = (init: Partial<Session>) => ({ ...create(SessionSchema), ...init });

function applied(init: Partial<Session>, ...paths: string[]) {
  const outcome = applyUpdateMask(current, wanted(init), paths);
  if (!outcome.ok) throw new Error(outcome.rejection.message);
  return outcome.value;
}

function refused(init: Partial<Session>, ...paths: string[]) {
  const outcome = applyUpdateMask(current, wanted(init), paths);
  if (outcome.ok) throw new Error("the mask was applied");
  return outcome.rejection;
}

describe("a mask that names", () => {
  test("labels replaces all of them, and nothing else", () => {
    const value = applied({ labels: { team: "beta" }, annotations: { x: "y" } }, "labels");
    expect(value).toEqual({ ...current, labels: { team: "beta" }, paths: ["labels"] });
  });

  test("one label sets that one; its key may hold dots", () => {
    const labels = { team: "beta", "desk.eu": "2" };
    expect(applied({ labels }, "labels.desk.eu").labels).toEqual({ team: "alpha", "desk.eu": "2" });
  });

  test("a label that is absent removes it", () => {
    expect(applied({}, "labels.team").labels).toEqual({ "desk.eu": "1" });
  });

  test.each(["constructor", "__proto__", "toString"])("labels.%s, which is absent", (key) => {
    expect(applied({}, `labels.${key}`).labels).toEqual(current.labels);
  });

  test("annotations", () => {
    expect(applied({ annotations: { a: "b" } }, "annotations").annotations).toEqual({ a: "b" });
  });

  test("a field of the spec sets that one", () => {
    const spec = specOf({ displayName: "new", symbols: ["QQQ"] });
    const value = applied({ spec }, "spec.display_name");
    expect(value.spec).toEqual(specOf({ displayName: "new" }));
  });

  test("a field of the spec that is absent clears it", () => {
    expect(applied({}, "spec.symbols").spec).toEqual(specOf({ symbols: [] }));
  });

  test("a field of the simulation sets that one", () => {
    const value = create(SimulationSpecSchema, { startDate: "1999-01-01", endDate: "2019-12-31" });
    const spec = specOf({ modeSpec: { case: "simulation", value } });
    expect(applied({ spec }, "spec.simulation.end_date").spec.modeSpec.value).toMatchObject({
      startDate: "2020-01-02",
      endDate: "2019-12-31",
    });
  });

  test("* replaces everything", () => {
    const spec = specOf({ displayName: "new" });
    const value = applied({ spec, labels: {}, annotations: {} }, "*");
    expect(value).toMatchObject({ spec, labels: {}, annotations: {} });
  });
});

test("no mask means what is not empty", () => {
  expect(applied({ labels: { team: "beta" } })).toMatchObject({
    labels: { team: "beta" },
    annotations: current.annotations,
    spec: current.spec,
    paths: ["labels"],
  });
  expect(applied({}).paths).toEqual([]);
  expect(applied({ spec: specOf() }).paths).toEqual(["spec"]);
});

test("neither argument is changed", () => {
  const before = structuredClone(current);
  applied({ spec: specOf({ displayName: "new" }) }, "labels.team", "spec.display_name");
  applied({}, "spec.simulation.start_date");
  expect(current).toEqual(before);
});

describe("refused", () => {
  test.each([
    "state",
    "Labels",
    "labels.",
    "",
    "spec.",
    "spec.nothing",
    "spec.displayName",
    "spec.symbols.0",
    "spec.simulation.pace.speed",
    "status.state",
  ])("%j names nothing that can be updated", (path) => {
    const rejection = refused({}, path);
    expect(rejection.reason).toBe(ErrorReason.INVALID_UPDATE_MASK);
    expect(rejection.message).toContain(`\`${path}\` is not a field`);
  });

  test("all bad paths at once, and * beside others", () => {
    const { violations } = refused({}, "state", "labels", "*");
    expect(violations?.map(({ message }) => message)).toEqual([
      expect.stringContaining("`state`"),
      expect.stringContaining("`*`"),
    ]);
  });

  test("another strategy", () => {
    const rejection = refused({ spec: specOf({ strategyId: "other" }) }, "spec");
    expect(rejection).toMatchObject({
      reason: ErrorReason.IMMUTABLE_FIELD,
      metadata: { fields: "session.spec.strategy_id" },
    });
  });

  test("another mode, by the whole spec or by one field of it", () => {
    const live = specOf({ modeSpec: { case: "live", value: create(LiveSpecSchema) } });
    for (const path of ["spec", "spec.live", "spec.live.broker_id"]) {
      expect(refused({ spec: live }, path)).toMatchObject({
        reason: ErrorReason.IMMUTABLE_FIELD,
        metadata: { fields: "session.spec.mode_spec" },
      });
    }
  });
});
