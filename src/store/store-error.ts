/** What can go wrong with the storage itself. Refused batches are results, not errors. */
export type StoreErrorCode =
  /** The disk is full. Reads go on; writes may succeed again later. */
  | "FULL"
  /** A write or sync failed, or the data is damaged: nothing may be acknowledged any more. */
  | "FAILED"
  /** The disk does not answer: what was asked was refused before anything of it was written. */
  | "STALLED"
  /** The store was closed. */
  | "CLOSED"
  /** Another server has the folder open. */
  | "LOCKED"
  /** The data was written by a newer version. */
  | "NEWER_SCHEMA"
  /** The file is not one of ours, or is damaged. */
  | "NOT_A_STORE"
  /** The folder cannot be made, read or written, or the storage refuses a required setting. */
  | "UNUSABLE";

/** The storage failed. The message is one clear sentence for an operator. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  /** `cause` is kept for the log of the server; it never reaches a client. */
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreError";
    this.code = code;
  }
}
