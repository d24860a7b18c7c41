import { describe, expect, test } from "vitest";
import { brief, judged, simulated } from "../asked-session.ts";
import { renamedContext } from "../renamed-market.ts";

function ofName(symbol: string, startDate: string, endDate: string) {
  return judged(simulated({ startDate, endDate }, [symbol]), renamedContext);
}

describe("a name", () => {
  test("of another company's time is refused, with the time of the one that is known", () => {
    const { violations } = ofName("FB", "2000-01-03", "2003-03-28");
    expect(brief(violations)).toEqual([
      "spec.symbols[0] SYMBOL_CHANGED -> META, from 2012-05-18 on",
    ]);
    expect(violations[0]?.message).toBe(
      "FB is the name of no instrument of the catalog on 2000-01-03; " +
        "it is that of META (from 2012-05-18 to 2022-06-08)",
    );
    expect(violations[0]?.metadata).toEqual({ symbol: "FB", instrument: "META" });
  });

  test("that was given up is refused, with the one of today", () => {
    expect(brief(ofName("FB", "2022-06-09", "2023-01-03").violations)).toEqual([
      "spec.symbols[0] SYMBOL_CHANGED -> META",
    ]);
  });

  test("that was taken by another within the dates is refused", () => {
    const { violations } = ofName("GOOG", "2010-01-04", "2014-04-03");
    expect(brief(violations)).toEqual([
      "spec.symbols[0] SYMBOL_CHANGED -> GOOGL, or dates from 2014-04-03 on for GOOG",
    ]);
    expect(violations[0]?.message).toBe(
      "GOOG stood for GOOGL (from 2004-08-19 to 2014-04-02), and since 2014-04-03 for GOOG",
    );
  });

  test("of its time is what it stood for", () => {
    expect(ofName("FB", "2013-01-02", "2020-12-31").spec?.symbols).toEqual(["META"]);
    expect(ofName("GOOG", "2010-01-04", "2014-04-02").spec?.symbols).toEqual(["GOOGL"]);
    expect(ofName("GOOG", "2014-04-03", "2020-12-31").spec?.symbols).toEqual(["GOOG"]);
  });

  test("stands once, under whatever name", () => {
    const asked = simulated({ startDate: "2013-01-02", endDate: "2014-12-31" }, ["META", "fb"]);
    expect(judged(asked, renamedContext).violations[0]).toMatchObject({
      field: "spec.symbols[1]",
      message: 'META (asked for as "fb") is already at spec.symbols[0]',
    });
  });
});
