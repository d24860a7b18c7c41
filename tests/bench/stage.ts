/** What the parts of a bench stand on: servers of their own, and what is dear made only once. */
import { basename, dirname, join } from "node:path";
import { dataFolder } from "../e2e/server-process.ts";
import { fillFolder } from "./filled-folder.ts";
import type { LoadResult } from "./load/load-plan.ts";
import { runLoad } from "./load/run-load.ts";
import { type ServerUnderLoad, startServer, type Target } from "./server-under-load.ts";

/** Sessions of the filled folder. */
export const filledSessions = 100_000;

type Folder = Awaited<ReturnType<typeof dataFolder>>;

/** What a stage can be told. */
export interface StageOptions {
  /** Folder in which each server leaves a CPU profile. */
  readonly profile: string | undefined;
  /** The one transport that is measured; undefined for both. */
  readonly transport: Target["transport"] | undefined;
}

/** The CPU profile of one server. */
export interface ServerProfile {
  readonly profileFile: string;
  /** From the start of the process until it served, in milliseconds. */
  readonly startMs: number;
}

/** A stage. What it made is removed when it is disposed of. */
export class Stage {
  readonly #options: StageOptions;
  readonly #bareCalls = new Map<Target["transport"], LoadResult>();
  #filled: { readonly folder: Folder; readonly ids: readonly string[] } | undefined;
  /** Of the servers that were stopped, in the order of their starts. */
  readonly profiles: ServerProfile[] = [];

  constructor(options: StageOptions) {
    this.#options = options;
  }

  /** The addresses of a server that are measured. */
  targetsOf({ targets }: ServerUnderLoad): readonly Target[] {
    const { transport } = this.#options;
    return targets.filter((target) => transport === undefined || target.transport === transport);
  }

  /** Runs something beside a server that has no session yet and is nobody else's. */
  async withServer<T>(work: (server: ServerUnderLoad, folder: string) => Promise<T>): Promise<T> {
    const folder = await dataFolder();
    try {
      return await this.serving(folder.path, (server) => work(server, folder.path));
    } finally {
      folder.remove();
    }
  }

  /** Runs something beside a server of many sessions that must be left as they are. */
  async withFilledServer<T>(
    work: (server: ServerUnderLoad, sessionIds: readonly string[]) => Promise<T>,
  ): Promise<T> {
    if (this.#filled === undefined) {
      const folder = await dataFolder();
      this.#filled = { folder, ids: await fillFolder(folder.path, filledSessions) };
    }
    const { folder, ids } = this.#filled;
    return this.serving(folder.path, (server) => work(server, ids));
  }

  /** Runs something beside a server that is started on a folder. */
  async serving<T>(folder: string, work: (server: ServerUnderLoad) => Promise<T>): Promise<T> {
    const profileFile = this.#nextProfile();
    const server = await startServer(folder, profileFile === undefined ? [] : flagsOf(profileFile));
    try {
      return await work(server);
    } finally {
      await server.process.stop();
      if (profileFile !== undefined) this.profiles.push({ profileFile, startMs: server.startMs });
    }
  }

  /** What an empty call over a transport takes at 64 in flight, as it is measured first. */
  async bareCalls({ transport, address }: Target): Promise<LoadResult> {
    const known = this.#bareCalls.get(transport);
    if (known !== undefined) return known;
    const measured = await runLoad({
      client: "lean",
      address,
      path: "/grpc.health.v1.Health/Check",
      messages: [new Uint8Array()],
      arrivals: { kind: "closed", inFlight: 64, extent: { forMs: 3_000 } },
    });
    this.#bareCalls.set(transport, measured);
    return measured;
  }

  [Symbol.dispose](): void {
    this.#filled?.folder.remove();
  }

  /** Whether servers are profiled: then they should do what is looked at, and nothing else. */
  get isProfiled(): boolean {
    return this.#options.profile !== undefined;
  }

  #nextProfile(): string | undefined {
    const { profile } = this.#options;
    if (profile === undefined) return undefined;
    return join(profile, `${String(this.profiles.length + 1).padStart(2, "0")}.cpuprofile`);
  }
}

function flagsOf(profileFile: string): readonly string[] {
  return [
    "--cpu-prof",
    `--cpu-prof-dir=${dirname(profileFile)}`,
    `--cpu-prof-name=${basename(profileFile)}`,
  ];
}
