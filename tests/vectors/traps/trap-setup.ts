/** The simulation that a trap asks for. */
import { create } from "@bufbuild/protobuf";
import {
  AccountModelSchema,
  AccountType,
  FillModelSchema,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { RiskControlsSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import { resolveFillModel } from "../../../src/engine/profiles/resolve-fill-model.ts";
import type { SimulationSetup, TradedInstrument } from "../../../src/engine/simulation-setup.ts";
import { endOf, symbolsOf } from "./read-tape.ts";
import type { Trap } from "./trap.ts";

/** The setup. */
export function setupOf(trap: Trap): SimulationSetup {
  const model = resolveFillModel(create(FillModelSchema, trap.model), "fill_model");
  if (!model.ok) throw new Error(model.violations.map(({ message }) => message).join("; "));
  return {
    currency: trap.currency ?? "USD",
    initialCapital: trap.capital ?? "100000",
    fillModel: model.model,
    account: create(AccountModelSchema, {
      type: AccountType.MARGIN,
      initialMargin: "1",
      maintenanceMargin: "0",
      ...trap.account,
    }),
    riskControls: trap.risk && create(RiskControlsSchema, trap.risk),
    instruments: symbolsOf(trap.tape).map((symbol) => instrumentOf(trap, symbol)),
    ordersMax: 0,
  };
}

function instrumentOf(trap: Trap, symbol: string): TradedInstrument {
  const { calendar: id = "XNYS", ...terms } = trap.instruments?.[symbol] ?? {};
  const calendar = findCalendar(id);
  const fillSeries = trap.tape.findIndex((track) => track.symbol === symbol);
  const track = trap.tape[fillSeries];
  if (calendar === undefined || track === undefined) throw new Error(`${symbol} has no ${id}`);
  return {
    symbol,
    priceIncrement: "0.01",
    quantityIncrement: "1",
    minQuantity: "1",
    minNotional: "",
    multiplier: "1",
    calendar,
    lastCloseNs: endOf(track, trap.year ?? 2020),
    actions: [],
    fillSeries,
    hasVolume: track.kind === "bars" || track.kind === "trades",
    ...terms,
  };
}
