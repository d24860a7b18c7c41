const full = 10;
const refill = 0.1;

/**
 * Limits the share of retries over all calls of one client, so that a server in trouble does not
 * get several times its load: a failed attempt takes one token, a successful call puts a tenth
 * back, and nothing is retried while half of the tokens or fewer are left. These are the rules and
 * numbers of gRPC's retry throttling (gRFC A6).
 */
export class RetryBudget {
  #tokens = full;

  /** Whether a retry is within the budget now. */
  get allowsRetry(): boolean {
    return this.#tokens > full / 2;
  }

  /** A call was answered, whatever the answer. */
  answered(): void {
    this.#tokens = Math.min(full, this.#tokens + refill);
  }

  /** An attempt met no server. */
  failed(): void {
    this.#tokens = Math.max(0, this.#tokens - 1);
  }
}
