import { expect, test } from "vitest";
import type { Instrument } from "../../../src/market/instrument.ts";
import { instrumentAsOf } from "../../../src/market/instrument-as-of.ts";

const facts = {
  ...{ symbol: "META", name: "Meta Platforms", venue: "XNAS", calendar: "XNAS", currency: "USD" },
  ...{ price_increment: "0.01", quantity_increment: "1" },
} as const;
const meta: Instrument = {
  ...facts,
  ...{ asset_class: "stock", status: "active", listed: "2012-05-18" },
  aliases: [{ symbol: "FB", from: "2012-05-18", to: "2022-06-08" }, { symbol: "META.US" }],
};
const gone: Instrument = {
  ...facts,
  ...{ asset_class: "stock", status: "delisted", listed: "1990-01-02", delisted: "2008-09-15" },
};

test("is not there before it is listed", () => {
  expect(instrumentAsOf(meta, 20120517)).toBeUndefined();
  expect(instrumentAsOf(meta, 20120518)?.listed).toBe("2012-05-18");
});

test("is listed until the day after its last, and says nothing of an end before", () => {
  for (const date of [20080101, 20080915]) {
    const { status, ...rest } = instrumentAsOf(gone, date) ?? {};
    expect(status).toBe("active");
    expect(rest).not.toHaveProperty("delisted");
  }
  expect(instrumentAsOf(gone, 20080916)).toEqual(gone);
});

test("has the names that it has, and does not say until when", () => {
  expect(instrumentAsOf(meta, 20200102)?.aliases).toEqual([
    { symbol: "FB", from: "2012-05-18" },
    { symbol: "META.US" },
  ]);
  expect(instrumentAsOf(meta, 20220609)).toEqual(meta);
  const renamed: Instrument = { ...gone, aliases: [{ symbol: "NEW", from: "2000-01-03" }] };
  expect(instrumentAsOf(renamed, 19991231)).not.toHaveProperty("aliases");
});
