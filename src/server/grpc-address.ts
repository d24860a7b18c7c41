import { formatAddress, type LoopbackAddress, parseLoopbackAddress } from "./loopback-address.ts";

/** A socket in the file system. Who may open the file may call the server. */
export interface UnixAddress {
  /** Path of the socket's file; relative ones start at the working directory. */
  readonly path: string;
}

/** Where native gRPC listens. */
export type GrpcAddress = LoopbackAddress | UnixAddress;

/** What the kernel has room for, with the zero at the end (unix(7); 104 on macOS). */
const pathMaxBytes = 103;

/**
 * Reads `host:port` of this machine, or `unix:PATH` as gRPC writes it, with or without the two
 * slashes of an absolute `unix:///PATH`. Returns a sentence that says what is wrong, if something
 * is.
 */
export function parseGrpcAddress(text: string): GrpcAddress | string {
  if (!text.startsWith("unix:")) return parseLoopbackAddress(text);
  const path = text.slice("unix:".length).replace(/^\/\/(?=\/)/, "");
  if (path === "" || path.endsWith("/") || path.includes("\0")) {
    return `"${text}" names no file for a socket: write unix:/run/openbell/grpc.sock`;
  }
  const bytes = Buffer.byteLength(path);
  if (bytes <= pathMaxBytes) return { path };
  return (
    `"${text}" has a path of ${bytes} bytes, but the path of a socket ends at ${pathMaxBytes}: ` +
    "choose a shorter one"
  );
}

/** The address in the form that `parseGrpcAddress` and gRPC clients read. */
export function formatGrpcAddress(address: GrpcAddress): string {
  return "path" in address ? `unix:${address.path}` : formatAddress(address);
}
