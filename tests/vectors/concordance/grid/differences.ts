/** Where two runs differ. */

import type { GridRun } from "./grid-runs.ts";
import type { GridOutcome, PeerTrade } from "./run-grid.ts";

/** The peer counts in doubles; every figure has to agree to so many parts. */
export const tolerance = 1e-9;

/** Whether two figures agree. */
export function agree(ours: number, theirs: number): boolean {
  const size = Math.max(1, Math.abs(ours), Math.abs(theirs));
  return Math.abs(ours - theirs) <= tolerance * size;
}

/** One line for each trade, and for the equity, that is not the peer's. */
export function differencesOf(
  run: GridRun,
  ours: Pick<GridOutcome, "equity" | "trades">,
  theirs: Pick<GridOutcome, "equity" | "trades">,
): readonly string[] {
  const differences: string[] = [];
  const [mine, other] = [inOrder(ours.trades), inOrder(theirs.trades)];
  for (let index = 0; index < Math.max(mine.length, other.length); index += 1) {
    const [a, b] = [mine[index], other[index]];
    if (a !== undefined && b !== undefined && isSame(a, b, chargesFixed(run))) continue;
    differences.push(`trade ${index}: ${JSON.stringify(a)}, the peer ${JSON.stringify(b)}`);
  }
  if (!agree(ours.equity, theirs.equity)) {
    differences.push(`equity: ${ours.equity}, the peer ${theirs.equity}`);
  }
  return differences;
}

/**
 * Where a position is closed in parts, the peer's list of trades says the fixed part of the entry's
 * commission for each of them, though its cash pays it once, as ours does.
 */
function chargesFixed({ commission }: GridRun): boolean {
  return Array.isArray(commission) && (commission[0] ?? 0) > 0;
}

function isSame(a: PeerTrade, b: PeerTrade, isFixed: boolean): boolean {
  if (a.size !== b.size || a.entry_bar !== b.entry_bar || a.exit_bar !== b.exit_bar) return false;
  if (!agree(a.entry_price, b.entry_price) || !agree(a.exit_price, b.exit_price)) return false;
  if (!agree(a.net_profit + a.commission, b.net_profit + b.commission)) return false;
  return isFixed ? a.commission <= b.commission + tolerance : agree(a.commission, b.commission);
}

/** By exit, entry and size: trades of one bar have no order that both sides know. */
function inOrder(trades: readonly PeerTrade[]): readonly PeerTrade[] {
  return trades.toSorted(
    (a, b) =>
      a.exit_bar - b.exit_bar ||
      a.entry_bar - b.entry_bar ||
      a.size - b.size ||
      a.entry_price - b.entry_price,
  );
}
