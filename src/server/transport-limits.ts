/**
 * What one port grants to callers that nobody knows yet. Every number is a bound on what a hostile
 * or broken client can make the server hold or do.
 */
export interface TransportLimits {
  /** Largest request message in bytes, before and after decompression. */
  readonly readMaxBytes: number;
  /** Largest response message in bytes, before compression. */
  readonly writeMaxBytes: number;
  /** Bytes of requests that are not complete yet, of all callers together. */
  readonly pendingMaxBytes: number;
  /** How long one request message may take to arrive, in ms. */
  readonly bodyTimeoutMs: number;
  /** How long a unary call may take; a longer or absent deadline of the caller is lowered to it. */
  readonly unaryTimeoutMs: number;
  /** How long a caller may take to read one response message, in ms. */
  readonly stalledReaderTimeoutMs: number;
  /** How long a new connection may take to say what it speaks and to send a request's headers. */
  readonly handshakeTimeoutMs: number;
  /** How long a connection may stay open without a call, in ms. */
  readonly idleTimeoutMs: number;
  /** Connections of the port. More are closed at once. */
  readonly maxConnections: number;
  /** Calls at a time on one HTTP/2 connection; the client keeps further ones back. */
  readonly maxConcurrentStreams: number;
  /** Size of a request's headers in bytes. */
  readonly maxHeaderBytes: number;
  /** Number of a request's headers. */
  readonly maxHeaderPairs: number;
}

/** The limits of a server that was not told otherwise. */
export const defaultTransportLimits: TransportLimits = {
  readMaxBytes: 4 * 1024 * 1024,
  writeMaxBytes: 4 * 1024 * 1024,
  pendingMaxBytes: 64 * 1024 * 1024,
  bodyTimeoutMs: 10_000,
  unaryTimeoutMs: 60_000,
  stalledReaderTimeoutMs: 60_000,
  handshakeTimeoutMs: 5_000,
  idleTimeoutMs: 60_000,
  maxConnections: 2_048,
  maxConcurrentStreams: 256,
  maxHeaderBytes: 16 * 1024,
  maxHeaderPairs: 64,
};
