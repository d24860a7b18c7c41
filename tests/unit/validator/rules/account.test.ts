import type { MessageInitShape } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import {
  type AccountModelSchema,
  AccountType,
} from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { problems, simulated } from "../asked-session.ts";

type Account = MessageInitShape<typeof AccountModelSchema>;

function ofAccount(account: Account): readonly string[] {
  return problems(simulated({ account })).map((line) =>
    line.replace("spec.simulation.account.", ""),
  );
}

test.each<[Account]>([
  [{}],
  [{ type: AccountType.CASH }],
  [{ type: AccountType.CASH, initialMargin: "1", maintenanceMargin: "0" }],
  [{ type: AccountType.MARGIN, initialMargin: "0.5" }],
  [{ initialMargin: "0.02", maintenanceMargin: "0.019" }],
  [{ initialMargin: "0.5", maintenanceMargin: "0.00" }],
])("%o is right", (account) => {
  expect(ofAccount(account)).toEqual([]);
});

const [initial, maintenance] = ["initial_margin", "maintenance_margin"];

test.each<[Account, string[]]>([
  [{ initialMargin: "0" }, [`${initial} INVALID_VALUE -> 1 for no leverage`]],
  [{ initialMargin: "-0.5" }, [`${initial} INVALID_VALUE -> 1 for no leverage`]],
  [{ initialMargin: "4" }, [`${initial} INVALID_VALUE -> 0.25 for a leverage of 4`]],
  [{ initialMargin: "50%" }, [`${initial} INVALID_DECIMAL -> a plain decimal`]],
  [{ initialMargin: "1e-1" }, [`${initial} INVALID_DECIMAL -> 0.1`]],
  [
    { type: AccountType.CASH, initialMargin: "0.5" },
    [`${initial} INVALID_VALUE -> 1, or a MARGIN account`],
  ],
  [{ type: AccountType.CASH, maintenanceMargin: "0.1" }, [`${maintenance} INVALID_VALUE -> 0`]],
  [{ initialMargin: "0.5", maintenanceMargin: "0.5" }, [`${maintenance} INVALID_VALUE -> 0.25`]],
  [{ maintenanceMargin: "1.5" }, [`${maintenance} INVALID_VALUE -> 0.5`]],
  [{ maintenanceMargin: "-0.1" }, [`${maintenance} INVALID_VALUE -> 0 for no margin calls`]],
  [
    { initialMargin: "x", maintenanceMargin: "+1" },
    [`${initial} INVALID_DECIMAL -> a plain decimal`, `${maintenance} INVALID_DECIMAL -> 1`],
  ],
])("%o is refused", (account, expected) => {
  expect(ofAccount(account)).toEqual(expected);
});
