import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Where to listen. */
export interface LoopbackAddress {
  /** An IP address of this machine that no other machine can reach. */
  readonly host: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

const example = "write 127.0.0.1:8080, [::1]:8080 or localhost:8080";

/**
 * Reads `host:port`. Returns a sentence that says what is wrong with it, if something is.
 * Only loopback is served: until callers have identities, whoever reaches the port may do anything.
 * `localhost` stands for 127.0.0.1, whatever the machine's own tables say.
 */
export function parseLoopbackAddress(text: string): LoopbackAddress | string {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(text);
  if (match === null) return `"${text}" is no address: ${example}`;
  const [, bracketed, plain, digits] = match;
  const port = Number(digits);
  if (port > 65_535) return `"${text}" has port ${port}, but ports end at 65535: ${example}`;
  const host = bracketed ?? (plain === "localhost" ? "127.0.0.1" : (plain ?? ""));
  if (bracketed === undefined ? !isIPv4(host) : !isIPv6(host)) {
    return `"${text}" names no IP address and not localhost: ${example}`;
  }
  if (!loopback.check(host, bracketed === undefined ? "ipv4" : "ipv6")) {
    return (
      `"${text}" can be reached by other machines, and this server does not know its callers ` +
      `yet, so it serves loopback only: ${example}`
    );
  }
  return { host, port };
}

/** The address in the form that `parseLoopbackAddress` reads. */
export function formatAddress({ host, port }: LoopbackAddress): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
