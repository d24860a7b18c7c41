/**
 * What can go wrong, and what a program does about it: a bad request, a refusal, an answer that was
 * lost, and no server.
 *
 *   npm start
 *   npx node --conditions=openbell-source examples/typescript/error-handling.ts
 */
import { randomUUID } from "node:crypto";
import { createOpenbellClient } from "openbell/client";
import {
  DeadlineError,
  IllegalTransitionError,
  OpenbellError,
  UnavailableError,
  ValidationError,
} from "openbell/client/errors";

const client = createOpenbellClient({ address: process.env.OPENBELL_ADDRESS });
const simulation = { startDate: "2000-01-03", endDate: "2020-04-17" };
const modeSpec = { case: "simulation", value: simulation } as const;

// A bad request: all that is wrong with it, at once.
try {
  await client.create({ spec: { symbols: ["SP501"], initialCapital: "1e5", modeSpec } });
} catch (error) {
  if (!(error instanceof ValidationError)) throw error;
  for (const { field, reason, message } of error.violations) {
    console.log(`${field}: ${reason}: ${message}`);
  }
}

// An answer that was lost: the same request_id gives it again, and nothing happens twice. The
// client repeats calls so by itself; this is for a program that comes back later.
const request = {
  requestId: randomUUID(),
  spec: { strategyId: "errors", symbols: ["SP500"], initialCapital: "100000", modeSpec },
};
async function create() {
  const { session } = await client.create(request);
  return session?.sessionId ?? "";
}
async function createSurely() {
  try {
    return await create();
  } catch (error) {
    const mayHaveHappened = error instanceof UnavailableError || error instanceof DeadlineError;
    if (!mayHaveHappened) throw error;
    return await create();
  }
}
const sessionId = await createSurely();
console.log(sessionId === (await createSurely()) ? "created once" : "created twice");

// A refusal: its class and its reason are for programs, its message is for people.
try {
  await client.pause({ sessionId });
} catch (error) {
  if (!(error instanceof IllegalTransitionError)) throw error;
  console.log(`${error.reason}: ${error.currentState}, not ${error.allowedStates.join(" or ")}`);
}
await client.delete({ sessionId });
client.close();

// No server: said at once, with the address. A server that starts again is waited for.
const nobody = createOpenbellClient({ address: "127.0.0.1:1" });
try {
  await nobody.get(sessionId);
} catch (error) {
  if (!(error instanceof OpenbellError)) throw error;
  console.log(error.message);
}
nobody.close();
