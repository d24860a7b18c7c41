import type { Socket } from "node:net";

/** What an HTTP/2 client with prior knowledge says first (RFC 9113, section 3.4). */
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/** What a connection speaks. */
export type HttpVersion = "HTTP/1.1" | "HTTP/2";

/**
 * Reads as much of a new connection as it takes to tell the versions of HTTP apart, and puts it
 * back. No request of HTTP/1.1 starts like the preface of HTTP/2, so the first byte that differs
 * decides; without a difference all of the preface must be there. `onVersion` gets undefined, once,
 * if the connection ends, fails, or stays undecided for `timeoutMs`; the socket is then destroyed.
 * The socket is paused when `onVersion` is called.
 */
export function readHttpVersion(
  socket: Socket,
  timeoutMs: number,
  onVersion: (version: HttpVersion | undefined) => void,
): void {
  let seen = Buffer.alloc(0);
  const timer = setTimeout(giveUp, timeoutMs);
  socket.on("data", onData).on("close", giveUp);

  function onData(piece: Buffer): void {
    seen = Buffer.concat([seen, piece]);
    const compared = Math.min(seen.length, preface.length);
    const isPreface = seen.compare(preface, 0, compared, 0, compared) === 0;
    if (isPreface && compared < preface.length) return;
    settle();
    socket.pause();
    socket.unshift(seen);
    onVersion(isPreface ? "HTTP/2" : "HTTP/1.1");
  }

  function giveUp(): void {
    settle();
    socket.destroy();
    onVersion(undefined);
  }

  function settle(): void {
    clearTimeout(timer);
    socket.off("data", onData).off("close", giveUp);
  }
}
