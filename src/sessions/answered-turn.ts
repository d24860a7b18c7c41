/** The last turn of a session: how it is remembered, and how it is answered again. */
import { hash } from "node:crypto";
import { create, equals, toBinary } from "@bufbuild/protobuf";
import {
  type AnsweredTurn,
  AnsweredTurnSchema,
} from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { type Session, SessionState, TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { type Turn, TurnSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { Instant } from "../domain/instant.ts";
import { instantOf, timestampOf } from "../domain/timestamp.ts";
import { type MarketCatalog, openMarketSource } from "./market-source.ts";
import { AnswerRows, type SeriesRows, type TurnAnswer } from "./turn-answer.ts";

/** A turn that was answered, while its answer is at hand. */
export interface KeptTurn {
  readonly turn: Turn;
  readonly fromTimeNs: Instant | undefined;
  readonly answer: TurnAnswer;
}

/** Whether a turn is this one again, word for word. */
export function isSameTurn(turn: Turn, other: Turn): boolean {
  return equals(TurnSchema, turn, other);
}

/** The turn as a checkpoint remembers it. */
export function rememberTurn({ turn, fromTimeNs, answer }: KeptTurn): AnsweredTurn {
  return create(AnsweredTurnSchema, {
    turnHash: hashOf(turn),
    expectedBarrier: turn.expectedBarrier,
    ...(fromTimeNs === undefined ? {} : { sessionTime: timestampOf(fromTimeNs) }),
    result: answer.result,
  });
}

/** Whether a turn is the remembered one again. */
export function isRemembered(turn: Turn, remembered: AnsweredTurn | undefined): boolean {
  if (remembered === undefined || remembered.expectedBarrier !== turn.expectedBarrier) return false;
  return Buffer.compare(remembered.turnHash, hashOf(turn)) === 0;
}

/**
 * The answer of a remembered turn, with its data read anew and the session as it is now.
 * @throws CatalogError, DataChangedError where the data cannot be had any more.
 */
export async function answerAgain(
  catalog: MarketCatalog,
  session: Session,
  remembered: AnsweredTurn,
  now: { readonly dataVersion: string; readonly durableBarrier: number },
): Promise<TurnAnswer> {
  const result = remembered.result;
  if (result === undefined) throw new Error(`${session.sessionId} keeps a turn without an answer`);
  const slices = Number(result.barrier - remembered.expectedBarrier);
  return {
    result: {
      ...result,
      durableBarrier: BigInt(now.durableBarrier),
      sessionState: session.status?.state ?? SessionState.UNSPECIFIED,
      tradingState: session.status?.tradingState ?? TradingState.UNSPECIFIED,
    },
    data: await dataAgain(catalog, session, remembered, { slices, ...now }),
  };
}

async function dataAgain(
  catalog: MarketCatalog,
  session: Session,
  { sessionTime, expectedBarrier }: AnsweredTurn,
  { slices, dataVersion }: { readonly slices: number; readonly dataVersion: string },
): Promise<readonly SeriesRows[]> {
  const sessionTimeNs = sessionTime && instantOf(sessionTime);
  const { feed, warmup } = openMarketSource(catalog, session, { sessionTimeNs, dataVersion });
  try {
    const rows = new AnswerRows(feed, session.spec?.symbols ?? []);
    if (expectedBarrier === 0n) await rows.addWarmup(warmup());
    feed.record = true;
    for (let passed = 0; passed < slices; passed += 1) {
      if (!feed.isReady) await feed.fill();
      feed.take(() => {});
    }
    for (const run of feed.takePassed()) rows.add(run);
    return rows.take();
  } finally {
    await feed.close();
  }
}

function hashOf(turn: Turn): Uint8Array {
  return hash("sha256", toBinary(TurnSchema, turn), "buffer");
}
