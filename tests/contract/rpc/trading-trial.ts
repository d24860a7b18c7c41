/** What tests of trading over the wire share: two clients, and refusals that change nothing. */
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { expect } from "vitest";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { TradingService } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { errorFromStatus } from "../../../src/client/error-from-status.ts";
import type { OpenbellError } from "../../../src/client/errors.ts";
import { publishedReason } from "./published-reasons.ts";
import type { TrialServer } from "./trial-server.ts";

/** Clients of a server, and what is expected of it. */
export interface TradingTrial {
  readonly sessions: ReturnType<typeof createClient<typeof SessionService>>;
  readonly trading: ReturnType<typeof createClient<typeof TradingService>>;
  /** Expects the refusal of a reason, as published, and that nothing of the session has changed. */
  refused(reason: string, sessionId: string, call: () => Promise<unknown>): Promise<OpenbellError>;
}

/** Connects to a server. */
export function createTradingTrial(server: TrialServer): TradingTrial {
  const transport = createGrpcTransport({ baseUrl: `http://${server.grpcAddress}` });
  const sessions = createClient(SessionService, transport);
  const trading = createClient(TradingService, transport);

  /** All of a session that clients can see. */
  async function stateOf(sessionId: string): Promise<unknown> {
    // First what brings to the disk all that was done.
    const { orders } = await trading.listOrders({ sessionId });
    const { fills } = await trading.listFills({ sessionId });
    const { account } = await trading.getAccount({ sessionId });
    const { positions } = await trading.listPositions({ sessionId });
    const { session } = await sessions.getSession({ sessionId });
    const { state, eventNumber } = session?.status ?? {};
    return [state, eventNumber, orders, fills, account, positions];
  }

  async function refused(reason: string, sessionId: string, call: () => Promise<unknown>) {
    const before = await stateOf(sessionId);
    const error = await call().then(
      () => {
        throw new Error(`it was to be refused with ${reason}, and succeeded`);
      },
      (thrown: unknown) => errorFromStatus(thrown, {}),
    );
    const published = publishedReason(reason);
    expect({ reason: error.reason, code: error.code }, error.message).toEqual({
      reason,
      code: published.code,
    });
    // Of an order that is not there, the one of its ids that was asked for.
    const keys = reason === "ORDER_NOT_FOUND" ? [] : published.metadata;
    for (const key of keys) {
      expect(Object.keys(error.metadata), error.message).toContain(key);
    }
    expect(await stateOf(sessionId)).toEqual(before);
    return error;
  }

  return { sessions, trading, refused };
}
