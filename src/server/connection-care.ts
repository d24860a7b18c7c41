import type { ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import type { ConnectionSettings } from "./connection-settings.ts";
import type { TransportLimits } from "./transport-limits.ts";

/** A connection, what it is granted, and the rules for its life. */
export interface CaredConnection {
  readonly session: ServerHttp2Session;
  /** What the session runs on: one that is destroyed may wait for its peer on it. */
  readonly socket: Socket;
  readonly limits: Pick<TransportLimits, "handshakeTimeoutMs" | "idleTimeoutMs">;
  readonly settings: ConnectionSettings;
}

/** Ends the care. */
type Stop = () => void;

/**
 * Looks after one HTTP/2 connection until it is closed. It is told to make new calls elsewhere when
 * it is idle or old, and cut off when its client does not finish the handshake, gives no sign of
 * life, or does not leave in time.
 */
export function careForConnection(connection: CaredConnection): void {
  const stops = [
    cutOffUnlessGreeted(connection),
    closeWhenIdle(connection),
    cutOffWhenGone(connection),
    closeWhenOld(connection),
  ];
  connection.session.once("close", () => {
    for (const stop of stops) stop();
  });
}

/** An age up to a tenth below or above `ageMs`; `random` is from 0 to 1. */
export function spreadAge(ageMs: number, random: number): number {
  return ageMs * (0.9 + 0.2 * random);
}

function cutOffUnlessGreeted(connection: CaredConnection): Stop {
  const { session, limits } = connection;
  const timer = setTimeout(() => cutOff(connection), limits.handshakeTimeoutMs);
  session.once("remoteSettings", () => clearTimeout(timer));
  return () => clearTimeout(timer);
}

function closeWhenIdle({ session, limits }: CaredConnection): Stop {
  let openStreams = 0;
  const timer = setTimeout(() => {
    if (openStreams === 0) session.close();
  }, limits.idleTimeoutMs);
  const onStreamClosed = () => {
    openStreams -= 1;
    if (openStreams === 0 && !session.destroyed) timer.refresh();
  };
  session.on("stream", (stream) => {
    openStreams += 1;
    stream.once("close", onStreamClosed);
  });
  return () => clearTimeout(timer);
}

function cutOffWhenGone(connection: CaredConnection): Stop {
  const { session, socket, settings } = connection;
  let heardBytes = 0;
  let late: NodeJS.Timeout | undefined;
  const quiet = setTimeout(() => {
    // Its end is written, and a peer that reads nothing would keep it from being sent.
    if (session.destroyed) return cutOff(connection);
    quiet.refresh();
    if (late !== undefined) return;
    if (socket.bytesRead > heardBytes) {
      heardBytes = socket.bytesRead;
      return;
    }
    late = setTimeout(() => cutOff(connection), settings.keepaliveTimeoutMs);
    session.ping(() => {
      clearTimeout(late);
      late = undefined;
      heardBytes = socket.bytesRead;
    });
  }, settings.keepaliveIntervalMs);
  return () => {
    clearTimeout(quiet);
    clearTimeout(late);
  };
}

function closeWhenOld(connection: CaredConnection): Stop {
  const { session, settings } = connection;
  if (settings.maxAgeMs === 0) return () => {};
  let timer = setTimeout(
    () => {
      session.close();
      if (settings.maxAgeGraceMs === 0) return;
      timer = setTimeout(() => cutOff(connection), settings.maxAgeGraceMs);
    },
    spreadAge(settings.maxAgeMs, Math.random()),
  );
  return () => clearTimeout(timer);
}

function cutOff({ session, socket }: CaredConnection): void {
  session.destroy();
  socket.destroy();
}
