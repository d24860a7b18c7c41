/** The lines of the adapter protocol, as README.md of tests/clients has them. */

/** What an adapter is asked to do. Bytes are base64. */
export interface Request {
  readonly scenario: string;
  readonly url: string;
  readonly options: {
    readonly token?: string;
    readonly timeoutMs: number;
    readonly attempts: number;
    readonly closeAfterMs?: number;
  };
  readonly action:
    | { readonly unary: UnaryAction }
    | { readonly watch: WatchAction }
    | { readonly drive: DriveAction }
    | { readonly ticks: readonly { readonly price: number; readonly increment: string }[] }
    | { readonly prices: readonly { readonly ticks: string; readonly increment: string }[] }
    | { readonly finalStates: readonly number[] };
}

/** One unary call. */
export interface UnaryAction {
  readonly method: string;
  readonly request: string;
  readonly timeoutMs?: number;
}

/** A watch of which some items are taken. */
export interface WatchAction {
  readonly request: string;
  readonly resumeToken?: string;
  readonly heartbeats?: boolean;
  readonly reconnectAttempts?: number;
  readonly stopAfter: number;
  /** What the handling of every item takes. */
  readonly pauseMs?: number;
  /** The handler of this item fails. */
  readonly failAt?: number;
}

/** A drive whose bot does these turns, one a call. */
export interface DriveAction {
  readonly sessionId: string;
  readonly takeOver?: boolean;
  readonly stallMs?: number;
  readonly reconnectAttempts?: number;
  readonly turns: readonly {
    readonly place?: readonly { readonly clientOrderId: string; readonly spec: string }[];
    readonly until?: string;
    readonly keep?: string;
    readonly stop?: boolean;
    readonly fail?: boolean;
    readonly pauseMs?: number;
  }[];
}

/** What came of it. */
export interface Outcome {
  items?: object[];
  resumeToken?: string;
  seen?: string[];
  reconnects?: object[];
  result?: string;
  values?: (string | boolean)[];
  error?: object;
}

/** An error of the bot or of the handler of items, as the suite orders them. */
export class OwnError extends Error {}

/** Bytes of the protocol. */
export function bytes(base64: string): Uint8Array {
  return Buffer.from(base64, "base64");
}
