/** The Connect, gRPC, gRPC-Web and JSON transport: services behind a gate, on ports that listen. */
import { closeWithin } from "./close-within.ts";
import { type ConnectCallsOptions, createConnectCalls } from "./connect-calls.ts";
import { type ConnectionSettings, defaultConnectionSettings } from "./connection-settings.ts";
import { type HttpPort, openHttpPort } from "./http-port.ts";
import { formatAddress, type LoopbackAddress } from "./loopback-address.ts";
import { serverStopping } from "./protocol-errors.ts";
import { defaultTransportLimits, type TransportLimits } from "./transport-limits.ts";

/** What to serve, and where. */
export interface ConnectTransportOptions
  extends Omit<ConnectCallsOptions, "limits" | "interruptSignal" | "endSignal"> {
  /** Every address serves the same, over HTTP/1.1 and HTTP/2. Port 0 lets the system choose. */
  readonly addresses: readonly LoopbackAddress[];
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<TransportLimits>;
  /** Settings of HTTP/2 connections that differ from the defaults. */
  readonly connection?: Partial<ConnectionSettings>;
}

/** A transport that listens. */
export interface ConnectTransport {
  /** Where it listens, as `host:port`, in the order in which the addresses were given. */
  readonly addresses: readonly string[];
  /** Takes no more connections and tells clients to go elsewhere; calls go on. */
  drain(): void;
  /** Drains and ends all calls within the grace, as `closeWithin` says. A second call joins. */
  close(graceMs: number): Promise<void>;
}

/** Listens on all addresses, or on none: fails with the system's error if one cannot be had. */
export async function listenConnect(options: ConnectTransportOptions): Promise<ConnectTransport> {
  const limits = { ...defaultTransportLimits, ...options.limits };
  const connection = { ...defaultConnectionSettings, ...options.connection };
  const interruption = new AbortController();
  const end = new AbortController();
  const onRequest = createConnectCalls({
    ...options,
    limits,
    interruptSignal: interruption.signal,
    endSignal: end.signal,
  });
  const ports: HttpPort[] = [];
  try {
    for (const address of options.addresses) {
      ports.push(await openHttpPort({ address, limits, connection, log: options.log, onRequest }));
    }
  } catch (error) {
    for (const port of ports) port.drain();
    throw error;
  }

  function drain(): void {
    for (const port of ports) port.drain();
  }

  async function close(graceMs: number): Promise<void> {
    drain();
    await closeWithin(graceMs, {
      closed: Promise.all(ports.map((port) => port.closed)),
      interruptStreams: () => interruption.abort(serverStopping()),
      endCalls: () => end.abort(serverStopping()),
      cutOff: () => {
        for (const port of ports) port.destroy();
      },
    });
  }

  let closing: Promise<void> | undefined;
  return {
    addresses: ports.map((port) => formatAddress(port.address)),
    drain,
    close(graceMs) {
      closing ??= close(graceMs);
      return closing;
    },
  };
}
