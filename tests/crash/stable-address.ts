/** One address for a server that comes back at another one each time. */
import { connect, createServer, type Socket } from "node:net";

/** A port of this process that leads to wherever the server is at the moment. */
export class StableAddress {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#connect(socket));
  #target: number | undefined;

  /** Listens on a free port of the loopback address. */
  static async listen(): Promise<StableAddress> {
    const address = new StableAddress();
    await new Promise<void>((resolve) => {
      address.#server.listen(0, "127.0.0.1", resolve);
    });
    return address;
  }

  /** `127.0.0.1:PORT`. */
  get address(): string {
    const bound = this.#server.address();
    if (bound === null || typeof bound === "string") throw new Error("not listening");
    return `127.0.0.1:${bound.port}`;
  }

  /** Leads to this URL from now on; undefined: connections are closed as soon as they are made. */
  leadTo(url: string | undefined): void {
    this.#target = url === undefined ? undefined : Number(new URL(url).port);
  }

  /** Breaks connections, as a network does: in the middle of whatever is going on. */
  cut(isHit: () => boolean = () => true): void {
    for (const socket of this.#sockets) if (isHit()) socket.destroy();
  }

  /** Stops listening, and breaks every connection. */
  close(): void {
    this.#server.close();
    this.cut();
  }

  #connect(socket: Socket): void {
    if (this.#target === undefined) {
      socket.destroy();
      return;
    }
    const server = connect({ port: this.#target, host: "127.0.0.1", noDelay: true });
    const sides = [socket, server] as const;
    socket.setNoDelay(true);
    for (const side of sides) {
      this.#sockets.add(side);
      side.on("error", () => {});
      side.on("close", () => {
        for (const each of sides) {
          this.#sockets.delete(each);
          each.destroy();
        }
      });
    }
    socket.pipe(server);
    server.pipe(socket);
  }
}
