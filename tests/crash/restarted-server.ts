import { type ServerProcess, startServerProcess } from "../e2e/server-process.ts";

/** How a server was ended. */
export type Ending = "SIGKILL" | "SIGTERM";

/** A server on one folder that is ended and started again; clients wait while it is away. */
export class RestartedServer {
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  #running = Promise.withResolvers<ServerProcess>();
  #current: ServerProcess | undefined;

  constructor(folder: string, env: Readonly<Record<string, string>> = {}) {
    this.#folder = folder;
    this.#env = env;
  }

  /** `http://127.0.0.1:PORT` of the gRPC address, as soon as a server serves. */
  async url(): Promise<string> {
    return (await this.#running.promise).grpcUrl;
  }

  /** Starts a server; `entry` is its program, by default the real one. */
  async start(entry?: readonly string[]): Promise<ServerProcess> {
    this.#current = await startServerProcess(this.#folder, this.#env, entry);
    this.#running.resolve(this.#current);
    return this.#current;
  }

  /**
   * Ends the server, whatever it is doing.
   *
   * @throws Error when it was asked to stop and its exit code is not 0.
   */
  async end(ending: Ending): Promise<void> {
    const server = this.#current;
    if (server === undefined) return;
    this.#current = undefined;
    this.#running = Promise.withResolvers();
    if (ending === "SIGKILL") {
      await server.kill();
      return;
    }
    const code = await server.stop();
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.output()}`);
  }
}
