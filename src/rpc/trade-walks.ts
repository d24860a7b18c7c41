/**
 * Reads the trades of sessions page by page. A trade follows from all fills before it, so a page
 * goes on with the walk that gave the page before; where that is gone, the walk begins anew.
 */
import type { SessionEvent } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { Trade } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { ReportCollector } from "../engine/report/report-collector.ts";
import type { ReportFacts } from "../engine/report/report-facts.ts";
import { tradeMessage } from "../engine/statistics/trade-message.ts";

/** Walks that are kept for their next page; each holds the open trades of its session. */
const walksMax = 32;

/** Opens the fills and closed days of a session, in order. */
export type OpenEvents = () => AsyncIterator<SessionEvent>;

/** The walks. */
export class TradeWalks {
  /** By session, owner and the number of the last trade that was given; the oldest first. */
  readonly #walks = new Map<string, TradeWalk>();

  /**
   * Trades after a number, at most `limit`: closed ones by their close, then open ones by their
   * entry. `owner` keeps the walks of callers apart. Trades that are open renumber when they close.
   */
  async read(
    owner: string,
    facts: ReportFacts,
    open: OpenEvents,
    after: number,
    limit: number,
  ): Promise<{ readonly trades: readonly Trade[]; readonly hasMore: boolean }> {
    const keyOf = (number: number) => JSON.stringify([owner, facts.session.sessionId, number]);
    const kept = this.#walks.get(keyOf(after));
    this.#walks.delete(keyOf(after));
    const walk = after > 0 && kept !== undefined ? kept : new TradeWalk(facts, open());
    await walk.skipTo(after);
    const trades = await walk.take(limit);
    const hasMore = await walk.hasMore();
    if (hasMore) this.#keep(keyOf(after + trades.length), walk);
    else await walk.close();
    return { trades, hasMore };
  }

  #keep(key: string, walk: TradeWalk): void {
    this.#walks.set(key, walk);
    if (this.#walks.size <= walksMax) return;
    const [oldest] = this.#walks;
    if (oldest === undefined) return;
    this.#walks.delete(oldest[0]);
    oldest[1].close().catch(() => undefined);
  }
}

/** One way through the fills of a session. */
class TradeWalk {
  readonly #collector: ReportCollector;
  readonly #events: AsyncIterator<SessionEvent>;
  #waiting: Trade[] = [];
  #number = 0n;
  #given = 0;
  #ended = false;

  constructor(facts: ReportFacts, events: AsyncIterator<SessionEvent>) {
    this.#collector = new ReportCollector(facts);
    this.#events = events;
  }

  async skipTo(number: number): Promise<void> {
    while (this.#given < number && (await this.hasMore())) await this.take(number - this.#given);
  }

  async take(limit: number): Promise<Trade[]> {
    while (this.#waiting.length < limit && !this.#ended) await this.#advance();
    const taken = this.#waiting.splice(0, limit);
    this.#given += taken.length;
    return taken;
  }

  async hasMore(): Promise<boolean> {
    while (this.#waiting.length === 0 && !this.#ended) await this.#advance();
    return this.#waiting.length > 0;
  }

  async close(): Promise<void> {
    await this.#events.return?.();
  }

  async #advance(): Promise<void> {
    const { done, value } = await this.#events.next();
    this.#ended = done === true;
    const trades = this.#ended ? this.#collector.openTrades() : this.#collector.add(value);
    for (const trade of trades) {
      this.#number += 1n;
      this.#waiting.push(tradeMessage(trade, this.#number));
    }
  }
}
