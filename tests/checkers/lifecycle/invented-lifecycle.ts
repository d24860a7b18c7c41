/** Histories that are as they should be, made at random: what the checker has to find nothing in. */
import type { Call, CallOutcome, CommandName, LifecycleHistory } from "./history.ts";
import { type Asked, InventedServer } from "./invented-server.ts";

/** How large a history is. */
export interface InventedSize {
  readonly clients: number;
  /** Moments at which something happens. */
  readonly steps: number;
  /** Sessions that are created in all. */
  readonly sessions: number;
}

/** A call that has not returned yet. */
interface OpenCall {
  readonly asked: Asked;
  readonly sentAt: number;
  /** Once the server has done it. */
  outcome: CallOutcome | undefined;
}

/** A history of clients whose calls overlap, and get lost, in front of a server that is right. */
export function inventLifecycle(random: () => number, size: InventedSize): LifecycleHistory {
  const server = new InventedServer();
  const calls: Call[] = [];
  const clients = Array.from(
    { length: size.clients },
    (_, index) => new InventedClient(`c${index}`, server, random, size.sessions),
  );
  for (let now = 1; now <= size.steps; now += 1) {
    const chance = random();
    const client = clients[Math.floor(random() * clients.length)];
    if (chance < 0.08) server.act(random);
    else if (chance < 0.09) for (const each of clients) calls.push(...each.lose(now));
    else calls.push(...(client?.step(now) ?? []));
  }
  for (const client of clients) calls.push(...client.lose(size.steps + 1));
  return { calls, log: server.log };
}

const commands: readonly CommandName[] = [
  ...(["Start", "Start", "Pause", "Resume", "Stop", "Delete"] as const),
  ...(["Update", "Update", "Update", "Get", "Get"] as const),
];

class InventedClient {
  readonly #name: string;
  readonly #server: InventedServer;
  readonly #random: () => number;
  readonly #sessions: number;
  /** Calls that were given up, and may still arrive. */
  readonly #late: Asked[] = [];
  #requests = 0;
  #open: OpenCall | undefined;
  #again: Asked | undefined;

  constructor(name: string, server: InventedServer, random: () => number, sessions: number) {
    this.#name = name;
    this.#server = server;
    this.#random = random;
    this.#sessions = sessions;
  }

  /** Sends a call, has it done, or takes its answer; yields it when it is over. */
  *step(now: number): Generator<Call> {
    const late = this.#random() < 0.2 ? this.#late.pop() : undefined;
    if (late !== undefined) this.#server.do(late);
    const open = this.#open;
    if (open === undefined) {
      this.#open = { asked: this.#ask(), sentAt: now, outcome: undefined };
    } else if (open.outcome !== undefined) {
      yield this.#end(open, open.outcome, now);
    } else if (this.#random() < 0.1) {
      this.#late.push(open.asked);
      yield this.#end(open, { kind: "unknown", code: "DEADLINE_EXCEEDED" }, now);
    } else {
      open.outcome = this.#server.do(open.asked);
    }
  }

  /** The server was killed: what is under way is unknown, what is late never arrives. */
  *lose(now: number): Generator<Call> {
    this.#late.length = 0;
    if (this.#open === undefined) return;
    yield this.#end(this.#open, { kind: "unknown", code: "UNAVAILABLE" }, now);
  }

  #end({ asked, sentAt }: OpenCall, outcome: CallOutcome, now: number): Call {
    this.#open = undefined;
    const isRepeated = this.#random() < (outcome.kind === "unknown" ? 0.7 : 0.1);
    this.#again = isRepeated && asked.requestId !== "" ? asked : undefined;
    return { ...asked, sentAt, returnedAt: now, outcome };
  }

  #ask(): Asked {
    if (this.#again !== undefined) return this.#again;
    this.#requests += 1;
    const client = this.#name;
    const requestId = `${client}-${this.#requests}`;
    const known = [...this.#server.sessions.values()];
    const session = known[Math.floor(this.#random() * known.length)];
    if (session === undefined || (known.length < this.#sessions && this.#random() < 0.1)) {
      return { client, command: "Create", sessionId: "", requestId, etag: "" };
    }
    const { sessionId, etag } = session;
    const command = commands[Math.floor(this.#random() * commands.length)] ?? "Get";
    const guard = this.#random() < 0.3 ? etag : "";
    const asked = { client, command, sessionId, requestId, etag: guard };
    if (command === "Get") return { ...asked, requestId: "", etag: "" };
    if (command !== "Update") return asked;
    const text = String(Math.floor(this.#random() * 3));
    return this.#random() < 0.3 ? { ...asked, name: text } : { ...asked, label: text };
  }
}
