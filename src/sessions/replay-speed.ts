/** How fast this server replays when nothing holds it back; for estimates. */
export class ReplaySpeed {
  #barsPerSecond: number | undefined;

  /** Bars per second of the last run at full speed; undefined before the first. */
  get barsPerSecond(): number | undefined {
    return this.#barsPerSecond;
  }

  /** Takes a finished run at full speed into account. */
  measure(bars: number, wallMs: number): void {
    if (bars > 0 && wallMs > 0) this.#barsPerSecond = (bars / wallMs) * 1_000;
  }
}
