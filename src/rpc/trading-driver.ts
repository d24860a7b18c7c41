/** The part of TradingService that drives sessions. */
import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import {
  AcquireDriverRequestSchema,
  ReleaseDriverRequestSchema,
  StepRequestSchema,
  StepResponseSchema,
  type TradingService,
} from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { timestampOf } from "../domain/timestamp.ts";
import type { DriverTokens } from "../sessions/driver-tokens.ts";
import { type Drivers, hashToken } from "../sessions/drivers.ts";
import { driverTokenScope } from "../sessions/driving-refusals.ts";
import { scopeOf } from "./caller.ts";
import { driverTokenOf } from "./driver-guard.ts";
import { refusalError } from "./error-map.ts";
import { RequestCheck } from "./from-wire.ts";
import { orThrow } from "./or-throw.ts";
import { takesBytes } from "./packed-field.ts";
import { answerOrThrow, runTurns } from "./run-turns.ts";
import { packedTurn } from "./turn-bytes.ts";
import { checkTurn } from "./turn-check.ts";
import { turnMessage } from "./turn-message.ts";

/** What the methods stand on. */
export interface DriverMethodParts {
  readonly drivers: Drivers;
  readonly tokens: DriverTokens;
}

/** The methods. They look at the driver token themselves. */
export type DriverMethods = Pick<
  ServiceImpl<typeof TradingService>,
  "acquireDriver" | "releaseDriver" | "run" | "step"
>;

/** The handlers, free of any transport. */
export function driverMethods({ drivers, tokens }: DriverMethodParts): DriverMethods {
  return {
    acquireDriver: async (request, context) => {
      const { sessionId, takeOver } = request;
      const check = RequestCheck.of(AcquireDriverRequestSchema, request);
      check.sessionId("session_id", sessionId).throwIfBad();
      await refuseOthers(tokens, context, sessionId);
      const { token, session, checkpoint } = orThrow(
        await drivers.acquire(scopeOf(context), sessionId, takeOver),
      );
      const { barrier = 0n, sessionTimeNs } = checkpoint?.simulation ?? {};
      const { botState = new Uint8Array(), botStateBarrier = 0n } = checkpoint?.memory ?? {};
      const lease = session.spec?.idleTimeout;
      return {
        driverToken: token,
        barrier,
        durableBarrier: barrier,
        ...(sessionTimeNs === undefined ? {} : { sessionTime: timestampOf(sessionTimeNs) }),
        botState,
        botStateBarrier,
        ...(lease === undefined ? {} : { lease }),
      };
    },
    releaseDriver: async (request, context) => {
      const { sessionId } = request;
      const check = RequestCheck.of(ReleaseDriverRequestSchema, request);
      check.sessionId("session_id", sessionId).throwIfBad();
      await refuseOthers(tokens, context, sessionId);
      orThrow(await drivers.release(scopeOf(context), sessionId, hashOf(context)));
      return {};
    },
    run: (requests, context) =>
      runTurns(requests, context, async (sessionId) => {
        await refuseOthers(tokens, context, sessionId);
        const [scope, hash] = [scopeOf(context), hashOf(context)];
        return (id, turn) => drivers.turn(scope, id, hash, turn);
      }),
    step: async (request, context) => {
      const { sessionId, turn } = request;
      const check = RequestCheck.of(StepRequestSchema, request);
      check.sessionId("session_id", sessionId);
      checkTurn(check, turn);
      check.throwIfBad();
      if (turn === undefined) throw new Error("a turn that is missing was let through");
      await refuseOthers(tokens, context, sessionId);
      const made = await drivers.turn(scopeOf(context), sessionId, hashOf(context), turn);
      const answer = answerOrThrow(made);
      if (!takesBytes(context)) return { result: turnMessage(answer) };
      return { $typeName: StepResponseSchema.typeName, $unknown: [packedTurn(answer)] };
    },
  };
}

/**
 * Refuses a token of another session. One that is not good any more is judged by what is asked: to
 * acquire a session needs none, and to release it again may come too late.
 */
async function refuseOthers(
  tokens: DriverTokens,
  context: HandlerContext,
  sessionId: string,
): Promise<void> {
  const token = driverTokenOf(context);
  if (token === undefined) return;
  const driven = await tokens.find(scopeOf(context), token);
  if (driven.ok && driven.value !== sessionId) throw refusalError(driverTokenScope(driven.value));
}

function hashOf(context: HandlerContext): Uint8Array | undefined {
  const token = driverTokenOf(context);
  return token === undefined ? undefined : hashToken(token);
}
