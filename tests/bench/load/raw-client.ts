/** A client that sends bytes as they are and does not look into answers. */
export interface RawClient {
  /** Makes one call. Rejects unless a message came back. */
  call(message: Uint8Array): Promise<void>;
  close(): void;
}
