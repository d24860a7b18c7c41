/** A watch on a terminal: one line with a bar for each session, drawn over itself. */
import type { CliOutput } from "./cli-io.ts";
import type { Paint } from "./paint.ts";
import { renderBar } from "./progress-bar.ts";
import { progressFraction, statePaint, stateText } from "./session-text.ts";
import { clip, pad, printable, textWidth } from "./text-width.ts";
import { hasEnded, type WatchedSession } from "./watch-board.ts";
import { describeState, progressText } from "./watch-lines.ts";

/** What a panel is drawn with. */
export interface PanelStyle {
  readonly columns: number;
  readonly rows: number;
  readonly isUnicode: boolean;
  readonly paint: Paint;
}

const stateColumns = "RECOVERING".length;
const barColumns = { least: 10, most: 40 };

/**
 * The lines of a panel: those that have ended last, and no more lines than the terminal has, with a
 * last one that counts the others.
 */
export function renderPanel(sessions: readonly WatchedSession[], style: PanelStyle): string[] {
  const ordered = [...sessions.filter((s) => !hasEnded(s)), ...sessions.filter(hasEnded)];
  const room = Math.max(1, style.rows - 1);
  const shown = ordered.length <= room ? ordered : ordered.slice(0, room - 1);
  const lines = shown.map((session) => renderLine(session, style));
  if (shown.length < ordered.length) lines.push(`and ${ordered.length - shown.length} more`);
  return lines;
}

function renderLine(session: WatchedSession, style: PanelStyle): string {
  const { columns, paint, isUnicode } = style;
  const label = printable(session.name || session.sessionId);
  const state = pad(stateText(session.state), stateColumns);
  const fraction = progressFraction(session.progress);
  const figures = hasEnded(session) ? endText(session) : progressText(session);
  // One column stays free: terminals wrap when the last one is written.
  const fixed = stateColumns + textWidth(figures) + 6 + 1;
  const room = columns - fixed;
  const labelColumns = Math.min(textWidth(label), Math.max(8, room - barColumns.least));
  const barRoom = Math.min(barColumns.most, room - labelColumns);
  const parts = [
    paint.bold(pad(clip(label, labelColumns), labelColumns)),
    statePaint(session.state, paint)(state),
  ];
  if (fraction !== undefined && barRoom >= barColumns.least) {
    parts.push(paint.cyan(renderBar(fraction, barRoom - 2, isUnicode)));
  }
  const used = labelColumns + stateColumns + (parts.length === 3 ? barRoom : 0) + 6 + 1;
  parts.push(clip(figures, Math.max(0, columns - used)));
  return parts.join("  ").trimEnd();
}

function endText(session: WatchedSession): string {
  const state = stateText(session.state);
  const why = describeState(session).slice(state.length).trim();
  return [progressText(session), why].filter((text) => text !== "").join(" ");
}

/** Draws a panel over the one before, and lets other text pass above it. */
export class LivePanel {
  readonly #output: CliOutput;
  #drawn = 0;

  constructor(output: CliOutput) {
    this.#output = output;
  }

  /** Replaces what was drawn. */
  draw(lines: readonly string[]): void {
    this.#output.write(`${this.#up()}${lines.map((line) => `${line}\n`).join("")}`);
    this.#drawn = lines.length;
  }

  /** Takes away what was drawn, so that something else can be written. */
  clear(): void {
    if (this.#drawn > 0) this.#output.write(this.#up());
    this.#drawn = 0;
  }

  #up(): string {
    return this.#drawn === 0 ? "" : `\u001b[${this.#drawn}A\u001b[0J`;
  }
}
