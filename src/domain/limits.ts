/** What one owner, one session and one request may use. `0` means no limit, where that is said. */
export interface Limits {
  /** Open sessions (see `openStates`) of one owner; 0: no limit. */
  readonly openSessionsPerOwner: number;
  /** Sessions created by one owner in a minute; 0: no limit. */
  readonly createsPerMinute: number;
  /** Symbols of one session; 0: no limit. */
  readonly symbolsPerSession: number;
  /**
   * Orders in the life of one session. Their client order ids are in memory while it trades, about
   * 200 bytes each.
   */
  readonly ordersPerSession: number;
  /**
   * Least initial capital, a decimal greater than 0: in a currency whose unit is worth about a US
   * dollar. In others it is moved by a power of ten.
   */
  readonly minimumCapital: string;
  /** Most initial capital, in the same way; a decimal; `"0"`: no limit. */
  readonly maximumCapital: string;
  /** Idle timeout of a session that asks for none, in seconds; 0: never expires. */
  readonly idleTimeoutSeconds: number;
  /** Sessions or records of a page that asks for no size. */
  readonly defaultPageSize: number;
  /** Most sessions or records of a page. */
  readonly maximumPageSize: number;
  /** Watches and waiting reads of the feed at the same time, in the whole server; 0: no limit. */
  readonly watchers: number;
  /** Streams of market data at the same time, in the whole server; 0: no limit. */
  readonly marketReads: number;
  /** Streams of market data of one owner at the same time; 0: no limit. */
  readonly marketReadsPerOwner: number;
}

/** The limits of a server that is not configured otherwise. */
export const defaultLimits: Limits = {
  openSessionsPerOwner: 5,
  createsPerMinute: 60,
  symbolsPerSession: 50,
  ordersPerSession: 100_000,
  minimumCapital: "1000",
  maximumCapital: "10000000",
  idleTimeoutSeconds: 3600,
  defaultPageSize: 50,
  maximumPageSize: 250,
  watchers: 10_000,
  marketReads: 100,
  // As many as a session may have symbols.
  marketReadsPerOwner: 50,
};
