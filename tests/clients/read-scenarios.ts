/** All scenarios: those that are written as files, and those that follow from the shared vectors. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { parseScenarios, type Scenario } from "./scenario.ts";

const scenarioFolder = fileURLToPath(new URL("scenarios/", import.meta.url));
const vectorFolder = fileURLToPath(new URL("../vectors/clients/", import.meta.url));

const why = z.string();
const decimals = z.strictObject({
  why,
  ticks: z.array(
    z.strictObject({ price: z.number(), increment: z.string(), ticks: z.string(), why }),
  ),
  prices: z.array(
    z.strictObject({ ticks: z.string(), increment: z.string(), price: z.string(), why }),
  ),
});
const states = z.strictObject({
  why,
  states: z.array(z.strictObject({ number: z.int(), name: z.string(), isFinal: z.boolean() })),
});
const errors = z.strictObject({
  why,
  errors: z.array(
    z.strictObject({
      name: z.string(),
      code: z.string(),
      message: z.string(),
      /** `grpc-status-details-bin` as it is on the wire. */
      detailsBase64: z.string(),
      error: z.record(z.string(), z.json()),
    }),
  ),
});

/** Reads them; throws an Error that names every problem of a file. */
export function readScenarios(): readonly Scenario[] {
  const written = readdirSync(scenarioFolder)
    .sort()
    .flatMap((file) => parseScenarios(file, read(scenarioFolder + file)));
  const all = [
    ...written,
    ...parseScenarios("decimals.json", decimalScenarios()),
    ...parseScenarios("states.json", stateScenarios()),
    ...parseScenarios("errors.json", errorScenarios()),
  ];
  const names = all.map(({ name }) => name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) throw new Error(`two scenarios are called ${twice.join(", ")}`);
  return all;
}

function decimalScenarios() {
  const { ticks, prices, why } = decimals.parse(read(`${vectorFolder}decimals.json`));
  return [
    {
      ...{ name: "values/ticks", why },
      action: { ticks: ticks.map(({ price, increment }) => ({ price, increment })) },
      result: { values: ticks.map((each) => each.ticks) },
    },
    {
      ...{ name: "values/prices", why },
      action: {
        prices: prices.map(({ ticks: count, increment }) => ({ ticks: count, increment })),
      },
      result: { values: prices.map(({ price }) => price) },
    },
  ];
}

function stateScenarios() {
  const { states: all, why } = states.parse(read(`${vectorFolder}states.json`));
  const action = { finalStates: all.map(({ number }) => number) };
  const result = { values: all.map(({ isFinal }) => isFinal) };
  return [{ name: "values/final-states", why, action, result }];
}

function errorScenarios() {
  const { errors: all, why } = errors.parse(read(`${vectorFolder}errors.json`));
  return all.map(({ name, code, message, detailsBase64, error }) => ({
    ...{ name: `errors/${name}`, why },
    calls: [
      {
        method: "TradingService/ReplaceOrder",
        steps: [{ status: { code, message, detailsBase64 } }],
      },
    ],
    // A call that is never repeated, whatever the code.
    action: { unary: { method: "TradingService/ReplaceOrder", request: { sessionId: "ses_a" } } },
    result: { error: { code, message: `^${message}$`, ...error } },
  }));
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
