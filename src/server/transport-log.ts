/** Where the transport tells operators what callers must not see. A logger of pino is one. */
export interface TransportLog {
  /** A defect of this server: someone should look. */
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
  /** Something unusual that a caller did or that the system refused. */
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}
