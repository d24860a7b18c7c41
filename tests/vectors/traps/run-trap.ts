/** Runs a trap and tells what came of it, in the words in which traps say what they expect. */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { SimulationStateSchema } from "../../../gen/ts/openbell/store/v1/simulation_state_pb.ts";
import { ErrorReasonSchema } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { StopPolicy, TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  CancelOrderSchema,
  OrderKeySchema,
  PlaceOrderSchema,
  ReplaceOrderSchema,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { enumName } from "../../../src/domain/enum-name.ts";
import type { Rejection } from "../../../src/domain/rejection.ts";
import { MarketFeed } from "../../../src/engine/market-feed.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import type { ClientOrderIds, KnownOrder } from "../../../src/engine/simulation-setup.ts";
import { Account } from "./account-of-events.ts";
import { readOrder } from "./read-order.ts";
import { seriesOf, symbolsOf } from "./read-tape.ts";
import type { Trap } from "./trap.ts";
import { setupOf } from "./trap-setup.ts";

/** What came of a trap; each member as the trap of that name expects it. */
export interface TrapResult extends Pick<Trap, "fills" | "orders" | "end"> {
  readonly adjusted: readonly string[];
  /** What was refused, as `1 place a … ! REASON`, with the reasons that there were. */
  readonly commands: readonly string[];
  /** Digest of the results, hexadecimal. */
  readonly digest: string;
}

/**
 * Runs a trap from its first barrier to its end. With `isInterrupted` the simulation is written
 * down and made anew at each barrier, which must make no difference.
 */
export async function runTrap(trap: Trap, isInterrupted: boolean): Promise<TrapResult> {
  const year = trap.year ?? 2020;
  const setup = setupOf(trap);
  const ids = new KnownIds();
  const events = new Account(year);
  const begin = (from: Simulation | undefined) => {
    const feed = new MarketFeed(seriesOf(trap.tape, year), from?.sessionTimeNs);
    const state = from && toBinary(SimulationStateSchema, from.state());
    return new Simulation(setup, feed, ids, state && fromBinary(SimulationStateSchema, state));
  };
  let simulation = begin(undefined);
  const answers: string[] = [];
  for (;;) {
    for (const command of trap.commands) {
      if (Number(command.split(" ")[0]) !== simulation.barrier) continue;
      answers.push(give(simulation, command, trap));
    }
    events.read(simulation.takeRecords());
    if (isInterrupted) simulation = begin(simulation);
    if (!simulation.isReady) await simulation.fill();
    if (!simulation.step()) break;
    events.read(simulation.takeRecords());
  }
  if (trap.ending === undefined) simulation.finish();
  else simulation.stop(StopPolicy[trap.ending]);
  events.read(simulation.takeRecords());
  const positions = simulation
    .positions()
    .flatMap(({ symbol, quantity }) => (quantity === "0" ? [] : [`${symbol} ${quantity}`]));
  return {
    ...events.lines,
    commands: answers,
    end: [`cash ${simulation.account().cash}`, ...positions].join(" "),
    digest: Buffer.from(simulation.digest).toString("hex"),
  };
}

/** Gives a command and spells it with the answer that it got. */
function give(simulation: Simulation, line: string, trap: Trap): string {
  const [text = ""] = line.split(" ! ");
  const [, verb = "", id = "", ...terms] = text.split(/\s+/);
  const order = create(OrderKeySchema, { key: { case: "clientOrderId", value: id } });
  switch (verb) {
    case "place": {
      const spec = readOrder(terms.join(" "), symbolsOf(trap.tape), trap.year ?? 2020);
      const command = create(PlaceOrderSchema, { clientOrderId: id, spec });
      return spell(text, simulation.place(command));
    }
    case "replace":
      return spell(
        text,
        simulation.replace(create(ReplaceOrderSchema, { order, ...replacement(terms) })),
      );
    case "cancel":
      return spell(text, simulation.cancel(create(CancelOrderSchema, { order })));
    case "cancel-all":
      simulation.cancelAll(id);
      return text;
    case "allow":
      simulation.allow(TradingState[id as keyof typeof TradingState]);
      return text;
    default:
      throw new Error(`"${verb}" is no command`);
  }
}

function spell(text: string, outcome: { ok: boolean; rejection?: Rejection }): string {
  const reason = outcome.rejection?.reason;
  return reason === undefined ? text : `${text} ! ${enumName(ErrorReasonSchema, reason)}`;
}

function replacement(terms: readonly string[]) {
  const value = (name: string) => {
    const at = terms.indexOf(name);
    return at < 0 ? "" : (terms[at + 1] ?? "");
  };
  return {
    quantity: value("quantity"),
    limitPrice: value("limit"),
    triggerPrice: value("stop"),
  };
}

class KnownIds implements ClientOrderIds {
  readonly #known = new Map<string, KnownOrder>();

  get size(): number {
    return this.#known.size;
  }

  find(id: string): KnownOrder | undefined {
    return this.#known.get(id);
  }

  add(id: string, known: KnownOrder): void {
    this.#known.set(id, known);
  }
}
