import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { CommissionSchema } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { formatMoney, parseMoney } from "../../../../src/domain/money.ts";
import {
  type CommissionBasis,
  commissionRule,
  type FilledSoFar,
  nothingFilled,
} from "../../../../src/engine/costs/commission.ts";

type Model = NonNullable<MessageInitShape<typeof CommissionSchema>["model"]>;

const plain: CommissionBasis = {
  quantityIncrement: "1",
  fixedFeePerFill: false,
  minimumOverMaximumFee: false,
};

/** The fees of the fills of one order, each `[lots, value]`. */
function fees(model: Model, fills: readonly [number, string][], basis = plain): string[] {
  const rule = commissionRule(create(CommissionSchema, { model }), basis);
  let before: FilledSoFar = nothingFilled;
  return fills.map(([lots, text]) => {
    const value = parseMoney(text);
    const fee = rule(before, lots, value);
    before = { lots: before.lots + lots, value: before.value + value, fees: before.fees + fee };
    return formatMoney(fee);
  });
}

const perUnit = (amount: string, minimum = "0", maximumShare = "0"): Model => ({
  case: "perUnit",
  value: { amount, minimum, maximumShare },
});

describe("models", () => {
  test("none", () => {
    expect(fees({ case: "none", value: true }, [[100, "10000"]])).toEqual(["0"]);
  });

  test("a share of the value", () => {
    expect(
      fees({ case: "percent", value: "0.002" }, [
        [3, "1234.5"],
        [1, "1"],
      ]),
    ).toEqual(["2.469", "0.002"]);
  });

  test("a fixed amount once per order, and a share of each fill", () => {
    const model: Model = { case: "fixedPlusPercent", value: { fixed: "1", percent: "0.0005" } };
    expect(
      fees(model, [
        [10, "1000"],
        [10, "2000"],
      ]),
    ).toEqual(["1.5", "1"]);
    const everyFill = { ...plain, fixedFeePerFill: true };
    expect(
      fees(
        model,
        [
          [10, "1000"],
          [10, "2000"],
        ],
        everyFill,
      ),
    ).toEqual(["1.5", "2"]);
  });

  test("per contract, whatever a contract is worth", () => {
    expect(fees({ case: "perContract", value: "2.25" }, [[4, "1000000"]])).toEqual(["9"]);
  });

  test("per unit of quantity, not per lot", () => {
    // 25 lots of 0.001 are 0.025 units; 0.025 × 0.4 = 0.01.
    const basis = { ...plain, quantityIncrement: "0.001" };
    expect(fees(perUnit("0.4"), [[25, "1"]], basis)).toEqual(["0.01"]);
  });

  test("finer than money is rounded half to even", () => {
    // 10^-18 per unit × 1.5 and 2.5 units are halves: both go to 2.
    const basis = { ...plain, quantityIncrement: "0.5" };
    const finest = "0.000000000000000001";
    expect(fees(perUnit(finest), [[3, "1"]], basis)).toEqual(["0.000000000000000002"]);
    expect(fees(perUnit(finest), [[5, "1"]], basis)).toEqual(["0.000000000000000002"]);
  });
});

describe("bounds per unit hold for the order as a whole", () => {
  test("the least is charged once and then worked off", () => {
    // 0.005 × 100 = 0.5 → 1; at 150 units 0.75 → 1 is paid; at 300 units 1.5, so 0.5 more.
    expect(
      fees(perUnit("0.005", "1"), [
        [100, "5000"],
        [50, "2500"],
        [150, "7500"],
      ]),
    ).toEqual(["1", "0", "0.5"]);
  });

  test("the most is a share of the value so far", () => {
    // 0.005 × 10,000 = 50, but 0.5 % of 5,000 is 25; then 0.5 % of 10,000 is 50 of 100: 25 more.
    expect(
      fees(perUnit("0.005", "1", "0.005"), [
        [10_000, "5000"],
        [10_000, "5000"],
      ]),
    ).toEqual(["25", "25"]);
  });

  test("where the least is above the most, the most holds unless the profile says otherwise", () => {
    expect(fees(perUnit("0.005", "1", "0.01"), [[1, "10"]])).toEqual(["0.1"]);
    const lean = { ...plain, minimumOverMaximumFee: true };
    expect(fees(perUnit("0.005", "1", "0.01"), [[1, "10"]], lean)).toEqual(["1"]);
    expect(fees(perUnit("0.005", "1", "0.01"), [[10_000, "2000"]], lean)).toEqual(["20"]);
  });
});

test("a commission that is not resolved is a defect", () => {
  expect(() => commissionRule(create(CommissionSchema), plain)).toThrow("not resolved");
  expect(() => fees({ case: "percent", value: "1e3" }, [])).toThrow("not resolved");
});
