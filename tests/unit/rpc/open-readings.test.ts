import { expect, it } from "vitest";
import { OpenReadings } from "../../../src/rpc/open-readings.ts";

const scope = (owner: string, tenant = "t") => ({ tenant, owner });

function readings(marketReads: number, marketReadsPerOwner: number, random = 0) {
  const open = new OpenReadings({ marketReads, marketReadsPerOwner }, () => random);
  return (owner: string, tenant?: string) => {
    const place = open.enter(scope(owner, tenant));
    return place.ok ? place.value : place.rejection;
  };
}

it("there are as many as one owner may have, for each owner", () => {
  const enter = readings(0, 2);
  const leave = enter("a");
  enter("a");
  expect(enter("a")).toMatchObject({ metadata: { limit: "2" } });
  expect(enter("b")).toBeTypeOf("function");
  // An owner of the same name elsewhere is somebody else.
  expect(enter("a", "u")).toBeTypeOf("function");
  if (typeof leave === "function") leave();
  expect(enter("a")).toBeTypeOf("function");
  expect(enter("a")).toMatchObject({ metadata: { limit: "2" } });
});

it("there are as many as the server serves, whoever has them", () => {
  const enter = readings(3, 2);
  const leave = enter("a");
  for (const owner of ["b", "c"]) expect(enter(owner)).toBeTypeOf("function");
  expect(enter("d")).toMatchObject({ metadata: { limit: "3" } });
  if (typeof leave === "function") leave();
  expect(enter("d")).toBeTypeOf("function");
  expect(enter("e")).toMatchObject({ metadata: { limit: "3" } });
});

it("0 is no limit", () => {
  const enter = readings(0, 0);
  for (let count = 0; count < 1_000; count++) expect(enter("a")).toBeTypeOf("function");
});

it("who is turned away is told when to come again, spread over two seconds", () => {
  for (const [random, retryAfterMs] of [
    [0, 1_000],
    [0.5, 2_000],
    [0.999, 2_998],
  ] as const) {
    const enter = readings(1, 0, random);
    enter("a");
    expect(enter("a")).toMatchObject({ retryAfterMs });
  }
});
