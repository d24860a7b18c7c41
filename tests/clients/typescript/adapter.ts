/** The TypeScript client as the suite drives it: a line of JSON in, a line of JSON out. */
import { createInterface } from "node:readline";
import { createOpenbellClient, type OpenbellClient } from "../../../src/client/client.ts";
import { isFinal } from "../../../src/client/is-final.ts";
import { price, ticks } from "../../../src/client/ticks.ts";
import { runDrive } from "./drive-action.ts";
import { failureOf } from "./failure.ts";
import type { Outcome, Request } from "./protocol.ts";
import { runUnary } from "./unary-action.ts";
import { runWatch } from "./watch-action.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const request: Request = JSON.parse(line);
  const outcome: Outcome = {};
  try {
    await run(request, outcome);
  } catch (error) {
    outcome.error = failureOf(error);
  }
  process.stdout.write(`${JSON.stringify({ scenario: request.scenario, ...outcome })}\n`);
}

async function run({ url, options, action }: Request, outcome: Outcome): Promise<void> {
  if ("ticks" in action) {
    outcome.values = action.ticks.map((each) => String(ticks(each.price, each.increment)));
  } else if ("prices" in action) {
    outcome.values = action.prices.map((each) => price(BigInt(each.ticks), each.increment));
  } else if ("finalStates" in action) {
    outcome.values = action.finalStates.map((state) => isFinal(state));
  } else {
    const { closeAfterMs, ...rest } = options;
    using client = createOpenbellClient({ address: url, ...rest });
    const closing =
      closeAfterMs === undefined ? undefined : setTimeout(() => client.close(), closeAfterMs);
    await runCalls(client, action, outcome).finally(() => clearTimeout(closing));
  }
}

async function runCalls(
  client: OpenbellClient,
  action: Extract<Request["action"], { unary: unknown } | { watch: unknown } | { drive: unknown }>,
  outcome: Outcome,
): Promise<void> {
  if ("unary" in action) outcome.result = await runUnary(client, action.unary);
  else if ("watch" in action) await runWatch(client, action.watch, outcome);
  else await runDrive(client, action.drive, outcome);
}
