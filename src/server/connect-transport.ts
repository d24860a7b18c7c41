/** The Connect, gRPC, gRPC-Web and JSON transport: services behind a gate, on ports that listen. */
import { type ConnectCallsOptions, createConnectCalls } from "./connect-calls.ts";
import { type HttpPort, openHttpPort } from "./http-port.ts";
import { formatAddress, type LoopbackAddress } from "./loopback-address.ts";
import { serverStopping } from "./protocol-errors.ts";
import { defaultTransportLimits, type TransportLimits } from "./transport-limits.ts";

/** What to serve, and where. */
export interface ConnectTransportOptions
  extends Omit<ConnectCallsOptions, "limits" | "drainSignal" | "stopSignal"> {
  /** Every address serves the same, over HTTP/1.1 and HTTP/2. Port 0 lets the system choose. */
  readonly addresses: readonly LoopbackAddress[];
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<TransportLimits>;
}

/** A transport that listens. */
export interface ConnectTransport {
  /** Where it listens, as `host:port`, in the order in which the addresses were given. */
  readonly addresses: readonly string[];
  /**
   * Takes no more connections and tells HTTP/2 clients to go elsewhere; streams see their signal
   * aborted with UNAVAILABLE (SERVER_STOPPING) at once, unary calls after `graceMs`. What has not
   * ended soon after that is cut off. Resolves when every connection is closed; a second call joins
   * the first.
   */
  close(graceMs: number): Promise<void>;
}

/** After the grace: time in which calls that were aborted may still write their status. */
const lastWordsMs = 250;

/** Listens on all addresses, or on none: fails with the system's error if one cannot be had. */
export async function listenConnect(options: ConnectTransportOptions): Promise<ConnectTransport> {
  const limits = { ...defaultTransportLimits, ...options.limits };
  const drain = new AbortController();
  const stop = new AbortController();
  const onRequest = createConnectCalls({
    ...options,
    limits,
    drainSignal: drain.signal,
    stopSignal: stop.signal,
  });
  const ports: HttpPort[] = [];
  try {
    for (const address of options.addresses) {
      ports.push(await openHttpPort({ address, limits, log: options.log, onRequest }));
    }
  } catch (error) {
    for (const port of ports) port.drain();
    throw error;
  }

  async function close(graceMs: number): Promise<void> {
    const closed = Promise.all(ports.map((port) => port.closed));
    for (const port of ports) port.drain();
    drain.abort(serverStopping());
    await within(closed, graceMs);
    stop.abort(serverStopping());
    await within(closed, lastWordsMs);
    for (const port of ports) port.destroy();
    await closed;
  }

  let closing: Promise<void> | undefined;
  return {
    addresses: ports.map((port) => formatAddress(port.address)),
    close(graceMs) {
      closing ??= close(graceMs);
      return closing;
    },
  };
}

async function within(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([work, late]);
  clearTimeout(timer);
}
