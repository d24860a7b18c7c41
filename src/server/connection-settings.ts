/** How long connections live, and how it is found out that nobody is left at their other end. */
export interface ConnectionSettings {
  /** How long a connection may be quiet before it is asked whether it lives, in ms. */
  readonly keepaliveIntervalMs: number;
  /** How long it may take to say so, in ms. */
  readonly keepaliveTimeoutMs: number;
  /**
   * Age at which a connection is told to make its new calls elsewhere, in ms, so that clients find
   * servers that were added since. Differs by up to a tenth between connections, which keeps them
   * from all coming back at once. 0 for never.
   */
  readonly maxAgeMs: number;
  /** How long its calls may then go on, in ms. 0 for as long as they like. */
  readonly maxAgeGraceMs: number;
}

/** Settings of a server that was not told otherwise. A single server has nothing to spread. */
export const defaultConnectionSettings: ConnectionSettings = {
  keepaliveIntervalMs: 60_000,
  keepaliveTimeoutMs: 20_000,
  maxAgeMs: 0,
  maxAgeGraceMs: 0,
};
