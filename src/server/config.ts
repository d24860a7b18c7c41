import { resolve } from "node:path";
import { shown } from "../domain/filter/text-problem.ts";
import type { Limits } from "../domain/limits.ts";
import { findConflicts } from "./config-conflicts.ts";
import {
  type ConfigEntry,
  entriesOfCommandLine,
  entriesOfEnvironment,
  entriesOfFile,
} from "./config-entries.ts";
import type { ConfigProblem } from "./config-problem.ts";
import {
  configFileVariable,
  type SettingKey,
  type SettingValues,
  settingKeys,
  settings,
} from "./config-settings.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import type { GrpcAddress } from "./grpc-address.ts";
import type { LoopbackAddress } from "./loopback-address.ts";

/** How a server is to run. */
export interface Config {
  /** Absolute. */
  readonly dataDir: string;
  /** Undefined: not served. */
  readonly grpcAddress: GrpcAddress | undefined;
  /** Undefined: not served. */
  readonly httpAddress: LoopbackAddress | undefined;
  readonly maxMessageBytes: number;
  readonly shutdownGraceMs: number;
  readonly startupWaitMs: number;
  /** Of HTTP/2, at both addresses. */
  readonly connection: ConnectionSettings;
  /** Heartbeat interval of a watch that asks for none. */
  readonly heartbeatIntervalMs: number;
  readonly limits: Limits;
  /** Decoded rows of market data that are kept for further readers; 0 for none. */
  readonly rowCacheBytes: number;
  readonly logLevel: SettingValues["log.level"];
  /** How long a deleted session is kept. */
  readonly deletedSessionRetentionMs: number;
  /** How long request ids are kept. */
  readonly requestIdRetentionMs: number;
  /** How many of an owner's request ids are kept. */
  readonly requestIdsPerOwner: number;
  /** Size of the file that keeps room on the disk, in bytes; 0 for none. */
  readonly reserveBytes: number;
  /** Free bytes below which what needs room is refused; 0 for never. */
  readonly lowSpaceBytes: number;
  /** What the disk may take to answer before it counts as one that hangs. */
  readonly stallAfterMs: number;
}

/** What a configuration is read from. */
export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. Relative paths start here, but those in the file at its folder. */
  readonly cwd: string;
  /** Reads a file as text; throws when it cannot. */
  readonly readFile: (path: string) => string;
  /** The file that the command line names; it goes before the one of the environment. */
  readonly file?: string | undefined;
  /** Settings of the command line by key; they go before everything else. */
  readonly overrides?: { readonly [Key in SettingKey]?: string | undefined } | undefined;
  /** Variables `OPENBELL_...` that are not the server's, such as those of the command. */
  readonly otherVariables?: readonly string[] | undefined;
}

/** A configuration and the file that it was read from, or everything that is wrong. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config; readonly file: string | undefined }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads the configuration: the command line goes before the environment, the environment before
 * the file, the file before the defaults. Everything that was written is judged, even where
 * something else goes before it. A variable that is empty counts as not set.
 */
export function loadConfig(sources: ConfigSources): ConfigResult {
  const { env, cwd, readFile, overrides = {}, otherVariables = [] } = sources;
  const named = sources.file ?? env[configFileVariable] ?? "";
  const file = named === "" ? undefined : resolve(cwd, named);
  const filed = file === undefined ? undefined : entriesOfFile(file, readFile);
  const environment = entriesOfEnvironment(env, otherVariables, cwd);
  const commandLine = entriesOfCommandLine(overrides, cwd);
  const written = [...(filed?.entries ?? []), ...environment.entries, ...commandLine];
  const { values, problems: bad } = parseEntries(written, cwd);
  const misplaced = [...(filed?.problems ?? []), ...environment.problems];
  const problems = [...misplaced, ...bad, ...findConflicts(values)];
  if (problems.length > 0) return { ok: false, problems };
  // Without a problem every setting has the value of its schema: the defaults, then the entries.
  return { ok: true, config: configOf(values as SettingValues), file };
}

/** Values by key; without those that are wrong. */
function parseEntries(entries: readonly ConfigEntry[], cwd: string) {
  const values: Partial<Record<SettingKey, unknown>> = {};
  for (const key of settingKeys)
    values[key] = settings[key].kind.schema.parse(settings[key].default);
  values.data_dir = resolve(cwd, settings.data_dir.default);
  const problems: ConfigProblem[] = [];
  for (const { key, text, source, path, folder } of entries) {
    const { schema, expected } = settings[key].kind;
    const parsed = schema.safeParse(text);
    if (parsed.success) {
      values[key] = key === "data_dir" ? resolve(folder, text) : parsed.data;
    } else {
      const issues = parsed.error.issues.map(({ message }) => message).join(" and ");
      problems.push({ source, path, message: `${shown(text)} ${issues}`, expected });
    }
  }
  const badKeys = new Set(problems.map(({ path }) => path));
  for (const { key, path } of entries) if (badKeys.has(path)) delete values[key];
  return { values: values as Partial<SettingValues>, problems };
}

function configOf(values: SettingValues): Config {
  return {
    dataDir: values.data_dir,
    grpcAddress: values.grpc_address,
    httpAddress: values.http_address,
    maxMessageBytes: values.max_message_bytes,
    shutdownGraceMs: values.shutdown_grace,
    startupWaitMs: values.startup_wait,
    connection: {
      keepaliveIntervalMs: values["connections.keepalive_interval"],
      keepaliveTimeoutMs: values["connections.keepalive_timeout"],
      maxAgeMs: values["connections.max_age"],
      maxAgeGraceMs: values["connections.max_age_grace"],
    },
    heartbeatIntervalMs: values["feed.heartbeat_interval"],
    limits: {
      openSessionsPerOwner: values["limits.open_sessions_per_owner"],
      createsPerMinute: values["limits.creates_per_minute"],
      symbolsPerSession: values["limits.symbols_per_session"],
      ordersPerSession: values["limits.orders_per_session"],
      minimumCapital: values["limits.minimum_capital"],
      maximumCapital: values["limits.maximum_capital"],
      idleTimeoutSeconds: values["limits.idle_timeout"],
      defaultPageSize: values["limits.default_page_size"],
      maximumPageSize: values["limits.maximum_page_size"],
      watchers: values["limits.watchers"],
      marketReads: values["limits.market_reads"],
      marketReadsPerOwner: values["limits.market_reads_per_owner"],
    },
    rowCacheBytes: values["market.row_cache"],
    logLevel: values["log.level"],
    deletedSessionRetentionMs: values["retention.deleted_sessions"],
    requestIdRetentionMs: values["retention.request_ids"],
    requestIdsPerOwner: values["retention.request_ids_per_owner"],
    reserveBytes: values["storage.reserve"],
    lowSpaceBytes: values["storage.low_space"],
    stallAfterMs: values["storage.stall_after"],
  };
}
