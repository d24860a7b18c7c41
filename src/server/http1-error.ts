import type { Duplex } from "node:stream";
import type { ConnectError } from "@connectrpc/connect";
import { errorToJsonBytes } from "@connectrpc/connect/protocol-connect";
import { deadlineExceeded, malformedRequest, messageTooLarge } from "./protocol-errors.ts";

/**
 * Answers bytes that are no request of HTTP/1.1 and closes the connection. The parser has found no
 * call to answer, so this is written by hand, as JSON like any other error of Connect.
 */
export function answerHttp1Error(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  maxHeaderBytes: number,
): void {
  const { status, reason } = describe(error, maxHeaderBytes);
  const body = errorToJsonBytes(reason, undefined);
  const head = [
    `HTTP/1.1 ${status}`,
    "content-type: application/json",
    `content-length: ${body.length}`,
    "connection: close",
  ].join("\r\n");
  socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`, "latin1"), body]), () =>
    socket.destroy(),
  );
}

function describe(
  error: NodeJS.ErrnoException,
  maxHeaderBytes: number,
): { status: string; reason: ConnectError } {
  switch (error.code) {
    case "HPE_HEADER_OVERFLOW":
      return {
        status: "431 Request Header Fields Too Large",
        reason: messageTooLarge("the head of the request", maxHeaderBytes),
      };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return {
        status: "408 Request Timeout",
        reason: deadlineExceeded("the request did not arrive in time"),
      };
    default:
      return {
        status: "400 Bad Request",
        reason: malformedRequest("the bytes are no request of HTTP/1.1, nor of HTTP/2"),
      };
  }
}
