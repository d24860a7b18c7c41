const prefix = "ses_";
const pattern = /^ses_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** How a session id looks, for messages. */
export const sessionIdExample = "ses_019a3f6e-7c1b-7d2e-8f3a-4b5c6d7e8f90";

/**
 * A session id: `ses_` and a UUIDv7 (RFC 9562 §5.7) of the time and 10 random bytes, so that ids
 * sort by creation to the millisecond.
 */
export function sessionIdOf(unixMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(unixMs) << 16n);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Buffer.from(bytes.buffer).toString("hex");
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ];
  return `${prefix}${groups.join("-")}`;
}

/** Whether the text has the form of a session id. */
export function isSessionId(text: string): boolean {
  return pattern.test(text);
}
