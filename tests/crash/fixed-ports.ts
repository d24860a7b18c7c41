import { createServer } from "node:net";

/**
 * Ports of loopback on which nobody listens, for a server that comes back where it was. They lie
 * below those that systems give to clients: a client that tries to reach a server that is gone
 * could be given its port, and would then be connected to itself.
 */
export async function freePorts(count: number, random: () => number): Promise<readonly number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = 10_000 + Math.floor(random() * 22_000);
    if (!ports.includes(port) && (await isFree(port))) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", () => resolve(false));
  server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  return promise;
}
