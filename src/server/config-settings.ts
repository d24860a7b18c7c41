import type { z } from "zod";
import { defaultLimits } from "../domain/limits.ts";
import {
  address,
  bytes,
  duration,
  folder,
  grpcAddress,
  oneOf,
  positiveDecimal,
  type ValueKind,
  wholeNumber,
  wholeSeconds,
} from "./config-values.ts";
import { defaultConnectionSettings } from "./connection-settings.ts";

/** One thing that can be configured. */
export interface Setting<T> {
  readonly kind: ValueKind<T>;
  /** As it would be written. */
  readonly default: string;
  /** What it means, for the documentation; a sentence without a full stop. */
  readonly meaning: string;
}

function setting<T>(kind: ValueKind<T>, standard: string, meaning: string): Setting<T> {
  return { kind, default: standard, meaning };
}

/**
 * Everything that can be configured, by its key in the file, and the one place for the defaults,
 * the names and the documentation. `a.b_c` is the key `b_c` under `a` in the file and
 * `OPENBELL_A_B_C` in the environment.
 */
export const settings = {
  data_dir: setting(
    folder,
    ".openbell",
    "Folder for everything that is kept; made when it is absent. One server at a time",
  ),
  grpc_address: setting(
    grpcAddress,
    "127.0.0.1:50051",
    "Where native gRPC is served; `off` for nowhere",
  ),
  http_address: setting(
    address,
    "127.0.0.1:8080",
    "Where gRPC, gRPC-Web, Connect and JSON are served over HTTP/1.1 and HTTP/2; `off` for nowhere",
  ),
  max_message_bytes: setting(
    bytes(64 * 1_024, 64 * 1_048_576),
    "4MiB",
    "Largest request message that is read",
  ),
  shutdown_grace: setting(
    duration("0s", "10m"),
    "10s",
    "How long calls may go on after the server was told to stop",
  ),
  startup_wait: setting(
    duration("0s", "10m"),
    "15s",
    "How long a server that starts waits for a folder or an address that another one still has",
  ),
  "connections.keepalive_interval": setting(
    duration("1s", "1h"),
    `${defaultConnectionSettings.keepaliveIntervalMs / 1_000}s`,
    "How long a connection of HTTP/2 may be quiet before it is asked whether it lives",
  ),
  "connections.keepalive_timeout": setting(
    duration("1s", "10m"),
    `${defaultConnectionSettings.keepaliveTimeoutMs / 1_000}s`,
    "How long it may take to say so before it is closed",
  ),
  // A timer of Node ends at 24 days, and an age may be a tenth more than was asked for.
  "connections.max_age": setting(
    duration("1s", "20d", "no limit"),
    `${defaultConnectionSettings.maxAgeMs}`,
    "Age, give or take a tenth, at which a connection of HTTP/2 is told to make its new calls " +
      "elsewhere",
  ),
  "connections.max_age_grace": setting(
    duration("1s", "20d", "no limit"),
    `${defaultConnectionSettings.maxAgeGraceMs}`,
    "How long the calls of such a connection may go on before it is closed",
  ),
  "feed.heartbeat_interval": setting(
    duration("1s", "60s"),
    "15s",
    "Heartbeat of a watch that asks for none",
  ),
  "limits.open_sessions_per_owner": setting(
    wholeNumber(1, 1_000_000, "no limit"),
    String(defaultLimits.openSessionsPerOwner),
    "Sessions of one owner that have not ended",
  ),
  "limits.creates_per_minute": setting(
    wholeNumber(1, 1_000_000, "no limit"),
    String(defaultLimits.createsPerMinute),
    "Sessions that one owner creates in a minute",
  ),
  "limits.symbols_per_session": setting(
    wholeNumber(1, 10_000, "no limit"),
    String(defaultLimits.symbolsPerSession),
    "Symbols of one session",
  ),
  "limits.orders_per_session": setting(
    wholeNumber(1, 10_000_000),
    String(defaultLimits.ordersPerSession),
    "Orders in the life of one session; while it trades each takes about 200 bytes of memory",
  ),
  "limits.minimum_capital": setting(
    positiveDecimal(),
    defaultLimits.minimumCapital,
    "Least initial capital in dollars or the like; of yen a hundred times as much, and so on",
  ),
  "limits.maximum_capital": setting(
    positiveDecimal("no limit"),
    defaultLimits.maximumCapital,
    "Most initial capital in dollars or the like; of yen a hundred times as much, and so on",
  ),
  "limits.idle_timeout": setting(
    wholeSeconds("1s", "365d", "no limit"),
    `${defaultLimits.idleTimeoutSeconds / 60}m`,
    "How long a session that asks for no idle timeout may be READY or PAUSED",
  ),
  "limits.default_page_size": setting(
    wholeNumber(1, 10_000),
    String(defaultLimits.defaultPageSize),
    "Entries of a page that asks for no size",
  ),
  "limits.maximum_page_size": setting(
    wholeNumber(1, 10_000),
    String(defaultLimits.maximumPageSize),
    "Most entries of a page",
  ),
  "limits.watchers": setting(
    wholeNumber(1, 1_000_000, "no limit"),
    String(defaultLimits.watchers),
    "Watches that are open at the same time",
  ),
  "limits.market_reads": setting(
    wholeNumber(1, 1_000_000, "no limit"),
    String(defaultLimits.marketReads),
    "Streams of market data that are open at the same time; a slow reader of one takes up to " +
      "10 MiB",
  ),
  "limits.market_reads_per_owner": setting(
    wholeNumber(1, 1_000_000, "no limit"),
    String(defaultLimits.marketReadsPerOwner),
    "Streams of market data of one owner that are open at the same time",
  ),
  "market.row_cache": setting(
    bytes(0, 65_536 * 1_048_576),
    "128MiB",
    "Decoded rows of market data that stay in memory for whoever reads them next; what is in use " +
      "counts, once for all its readers, and is never taken away; 0 for none, then each reader " +
      "has its own",
  ),
  "log.level": setting(
    oneOf("trace", "debug", "info", "warn", "error", "fatal", "silent"),
    "info",
    "Least severity that is logged",
  ),
  "retention.deleted_sessions": setting(
    duration("1m", "3650d"),
    "30d",
    "How long a deleted session can still be read",
  ),
  // The contract promises these two to every client, so they can only be raised.
  "retention.request_ids": setting(
    duration("24h", "365d"),
    "24h",
    "How long a repeated request is recognised by its request id",
  ),
  "retention.request_ids_per_owner": setting(
    wholeNumber(100_000, 100_000_000),
    "100000",
    "Newest requests of one owner that are recognised when repeated",
  ),
  "storage.reserve": setting(
    bytes(0, 1_024 * 1_048_576),
    "32MiB",
    "Room on the disk that is occupied in advance, so that stops can be written when it is full; " +
      "0 for none",
  ),
  "storage.low_space": setting(
    bytes(0, 1_024 * 1_024 * 1_048_576),
    "64MiB",
    "With less than this free on the disk, what needs room is refused before the disk is full; " +
      "0 for never",
  ),
  "storage.stall_after": setting(
    duration("1s", "10m"),
    "10s",
    "How long the disk may take to answer; then health says NOT_SERVING, and what needs the disk " +
      "is refused until it answers",
  ),
} satisfies Record<string, Setting<unknown>>;

/** The key of a setting, as it stands in the file. */
export type SettingKey = keyof typeof settings;

/** The value of each setting. */
export type SettingValues = {
  readonly [Key in SettingKey]: z.output<(typeof settings)[Key]["kind"]["schema"]>;
};

/** The keys in the order of the documentation. */
export const settingKeys = Object.keys(settings) as readonly SettingKey[];

/** The variable that names the file. */
export const configFileVariable = "OPENBELL_CONFIG";

/** The environment variable of a setting: `OPENBELL_LOG_LEVEL` for `log.level`. */
export function variableOf(key: SettingKey): string {
  return `OPENBELL_${key.replace(".", "_").toUpperCase()}`;
}
