/** A proxy between a client and a server that breaks connections, as networks do. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A proxy that runs. */
export interface CuttingProxy {
  /** `http://127.0.0.1:PORT` of the proxy. */
  readonly url: string;
  /** How many connections were made. */
  readonly connections: () => number;
  close(): void;
}

/**
 * Starts a proxy to `host:port` that resets each connection when so many bytes came from the
 * server; what is beyond that is not passed on. `onCut` runs before the reset is sent.
 */
export async function startCuttingProxy(
  target: string,
  bytesOfConnection: number,
  onCut: () => Promise<unknown> = async () => {},
): Promise<CuttingProxy> {
  const [host = "", port = ""] = target.split(":");
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((near) => {
    connections += 1;
    const far = connect(Number(port), host);
    let left = bytesOfConnection;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    }
    near.pipe(far);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    far.on("data", (bytes) => {
      if (left <= 0) return;
      near.write(bytes.subarray(0, left));
      left -= bytes.length;
      if (left <= 0) void onCut().then(() => near.resetAndDestroy());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
