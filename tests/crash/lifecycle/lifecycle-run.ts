/**
 * Clients under fire: twenty of them change the same few sessions at the same time, with deadlines
 * that are too short, connections that break and a server that is killed, so that many never learn
 * what came of what they asked; what all of them were told is judged afterwards.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createClient, type Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { checkLifecycle } from "../../checkers/lifecycle/check-lifecycle.ts";
import type { Call, LoggedAppend } from "../../checkers/lifecycle/history.ts";
import { createGrpcJsTransport } from "../../e2e/grpc-js-transport.ts";
import { seededRandom } from "../../e2e/seeded-random.ts";
import { dataFolder } from "../../e2e/server-process.ts";
import { readLeftOnDisk } from "../left-on-disk.ts";
import { type Ending, RestartedServer } from "../restarted-server.ts";
import { slowServer } from "../slow-server-entry.ts";
import { StableAddress } from "../stable-address.ts";
import { LifecycleClient, type SharedSessions } from "./lifecycle-client.ts";
import { loggedAppends } from "./session-view.ts";

/** What a run is to do. */
export interface LifecycleRunOptions {
  readonly seed: number;
  readonly clients: number;
  readonly sessions: number;
  /** Calls that are answered before the end. */
  readonly calls: number;
  /** How often the server is ended, evenly over the answers. */
  readonly endings: number;
  /** How likely an ending is a kill, and not a stop: 0 to 1. */
  readonly kills: number;
  /** How likely a server has a slow disk: 0 to 1. */
  readonly slow: number;
  /** The program of the servers that are ended, if not the real one. The last is always real. */
  readonly entry?: readonly string[];
}

/** What came of a run. */
export interface LifecycleRun {
  readonly violations: readonly string[];
  readonly calls: readonly Call[];
  readonly log: readonly LoggedAppend[];
  /** How the server was ended, one time after another. */
  readonly endings: readonly Ending[];
  /** What is wrong with the log on disk in the end. */
  readonly storeProblems: readonly string[];
}

/** Runs it all. */
export async function runLifecycle(options: LifecycleRunOptions): Promise<LifecycleRun> {
  const random = seededRandom(options.seed);
  const data = await dataFolder();
  const server = new RestartedServer(data.path, { OPENBELL_SHUTDOWN_GRACE: "2s" });
  const stable = await StableAddress.listen();
  const shared: SharedSessions = {
    ids: Array.from({ length: options.sessions }, () => ""),
    calls: [],
    answers: 0,
    etags: new Map(),
  };
  const place = { address: stable.address, ready: () => server.url() };
  const crowd = new Crowd(options, shared, place, random);
  // Numbers of its own: how many it takes depends on time, and must not move what follows.
  const cutting = seededRandom(random() * 2 ** 32);
  try {
    stable.leadTo((await server.start(options.entry)).grpcUrl);
    const running = crowd.run();
    const endings: Ending[] = [];
    for (let ending = 1; ending <= options.endings; ending += 1) {
      const due = (options.calls * ending) / options.endings;
      while (shared.answers < due) {
        await Promise.race([sleep(10), running]);
        if (cutting() < 0.02) stable.cut(() => cutting() < 0.3);
      }
      if (ending === options.endings) crowd.stop();
      await sleep(random() * 20);
      stable.leadTo(undefined);
      const how = random() < options.kills ? "SIGKILL" : "SIGTERM";
      endings.push(how);
      await server.end(how);
      const isLast = ending === options.endings;
      const next = random() < options.slow ? slowServer("slow-disk") : undefined;
      const entry = isLast ? undefined : (options.entry ?? next);
      stable.leadTo((await server.start(entry)).grpcUrl);
    }
    await running;
    await server.end("SIGTERM");
    const left = await readLeftOnDisk(data.path);
    const history = { calls: shared.calls, log: loggedAppends(left.entries) };
    return {
      ...history,
      violations: checkLifecycle(history),
      endings,
      storeProblems: left.problems,
    };
  } finally {
    await server.end("SIGKILL");
    crowd.close();
    stable.close();
    data.remove();
  }
}

/** All clients. Half of them have a connection of their own, the others share one. */
class Crowd {
  readonly #clients: readonly LifecycleClient[];
  readonly #close: (() => void)[] = [];
  readonly #ready: () => Promise<unknown>;
  #isStopped = false;

  constructor(
    { clients }: LifecycleRunOptions,
    shared: SharedSessions,
    place: { readonly address: string; readonly ready: () => Promise<unknown> },
    random: () => number,
  ) {
    this.#ready = place.ready;
    this.#clients = Array.from({ length: clients }, (_, index) => {
      const client = createClient(SessionService, this.#transport(index, place.address));
      return new LifecycleClient(`c${index}`, client, shared, seededRandom(random() * 2 ** 32));
    });
  }

  /** Lets every client go on, one request after another, until they are stopped. */
  async run(): Promise<void> {
    const runs = this.#clients.map(async (client) => {
      while (!this.#isStopped) {
        await client.step(this.#ready);
      }
    });
    await Promise.all(runs);
  }

  /** Ends the run after the requests that are under way. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Closes the connections. */
  close(): void {
    for (const close of this.#close) close();
  }

  #transport(index: number, address: string): Transport {
    if (index % 2 === 0) return createGrpcTransport({ baseUrl: `http://${address}` });
    const transport = createGrpcJsTransport(address);
    this.#close.push(() => transport.close());
    return transport;
  }
}
