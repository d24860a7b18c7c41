import { createRouterTransport, type ServiceImpl } from "@connectrpc/connect";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { TradingService } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { CliIo } from "../../../src/cli/cli-io.ts";
import { runCli } from "../../../src/cli/main.ts";
import type { ServerCommands } from "../../../src/cli/server-commands.ts";
import type { Prompts } from "../../../src/cli/wizard/prompts.ts";
import { createOpenbellClient, type OpenbellClientOptions } from "../../../src/client/client.ts";

/** What a test gives the command. */
export interface World {
  readonly service?: Partial<ServiceImpl<typeof SessionService>>;
  readonly market?: Partial<ServiceImpl<typeof MarketDataService>>;
  readonly trading?: Partial<ServiceImpl<typeof TradingService>>;
  readonly env?: Record<string, string>;
  readonly stdin?: string;
  /** By path; the command may add to them. */
  readonly files?: Record<string, string>;
  /** Who answers questions; nobody without. */
  readonly prompts?: Prompts;
  readonly terminal?: { readonly columns: number; readonly rows: number };
  readonly signal?: AbortSignal;
  readonly server?: Partial<ServerCommands>;
}

/** What the command did. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the client was made with. */
  readonly clients: readonly OpenbellClientOptions[];
}

/** Runs `openbell` with these arguments in a world of its own. */
export async function run(args: readonly string[], world: World = {}): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  let nowMs = Date.UTC(2026, 0, 31, 12);
  const clients: OpenbellClientOptions[] = [];
  const tty = world.terminal === undefined ? {} : { isTTY: true, ...world.terminal };
  const io: CliIo = {
    env: world.env ?? {},
    stdin: (async function* () {
      yield world.stdin ?? "";
    })(),
    stdout: { write: (text: string) => (stdout += text), ...tty },
    stderr: { write: (text: string) => (stderr += text) },
    signal: world.signal ?? new AbortController().signal,
    // A second a look: every drawing is due.
    nowMs: () => (nowMs += 1_000),
    async readFile(path) {
      const text = world.files?.[path];
      if (text === undefined) throw new Error("no such file");
      return text;
    },
    async writeFile(path, text, { replace }) {
      const { files } = world;
      if (files === undefined) throw new Error("read-only file system");
      if (files[path] !== undefined && !replace) return false;
      files[path] = text;
      return true;
    },
    makeFolder: async () => {
      if (world.files === undefined) throw new Error("read-only file system");
    },
    openPrompts: async () => world.prompts,
    createClient(options) {
      clients.push(options);
      const transport = createRouterTransport(({ service }) => {
        service(SessionService, world.service ?? {});
        service(MarketDataService, world.market ?? {});
        service(TradingService, world.trading ?? {});
      });
      const attempts = { attempts: 1 };
      // The address is judged as it is for a real connection.
      createOpenbellClient(options).close();
      return createOpenbellClient({ ...options, ...attempts, transport });
    },
  };
  const none = { serve: async () => 0, demo: async () => 0, data: async () => 0 };
  const server = { ...none, ...world.server };
  const exitCode = await runCli(args, io, server, "1.2.3");
  return { exitCode, stdout, stderr, clients };
}
