import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../src/domain/limits.ts";
import { type Config, type ConfigSources, loadConfig } from "../../../src/server/config.ts";
import { configurationTable } from "../../../src/server/config-documentation.ts";
import { type ConfigProblem, describeProblems } from "../../../src/server/config-problem.ts";
import { settingKeys, settings, variableOf } from "../../../src/server/config-settings.ts";

const cwd = resolve("/home/user");
const file = resolve("/etc/openbell/server.yaml");
const fileFolder = resolve("/etc/openbell");

type Changes = Omit<Partial<ConfigSources>, "readFile"> & { readonly text?: string };

/** Loads with a file of this text, if there is one. */
function load({ text, ...changes }: Changes) {
  const readFile = (path: string) => {
    if (text === undefined || path !== file)
      throw new Error(`ENOENT: no such file, open '${path}'`);
    return text;
  };
  return loadConfig({ env: {}, cwd, readFile, ...(text !== undefined && { file }), ...changes });
}

function config(changes: Changes = {}): Config {
  const result = load(changes);
  if (!result.ok) throw new Error(describeProblems(result.problems));
  return result.config;
}

function problems(changes: Changes): readonly ConfigProblem[] {
  const result = load(changes);
  return result.ok ? [] : result.problems;
}

/** Each problem as it is printed. */
function lines(changes: Changes): readonly string[] {
  return describeProblems(problems(changes))
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
}

describe("without any configuration", () => {
  test("every setting has its documented default", () => {
    expect(config()).toEqual({
      dataDir: resolve(cwd, ".openbell"),
      grpcAddress: { host: "127.0.0.1", port: 50051 },
      httpAddress: { host: "127.0.0.1", port: 8080 },
      maxMessageBytes: 4 * 1024 * 1024,
      shutdownGraceMs: 10_000,
      startupWaitMs: 15_000,
      reserveBytes: 32 * 1024 * 1024,
      lowSpaceBytes: 64 * 1024 * 1024,
      stallAfterMs: 10_000,
      connection: {
        keepaliveIntervalMs: 60_000,
        keepaliveTimeoutMs: 20_000,
        maxAgeMs: 0,
        maxAgeGraceMs: 0,
      },
      heartbeatIntervalMs: 15_000,
      limits: defaultLimits,
      rowCacheBytes: 134_217_728,
      logLevel: "info",
      deletedSessionRetentionMs: 30 * 86_400_000,
      requestIdRetentionMs: 86_400_000,
      requestIdsPerOwner: 100_000,
    });
  });

  test("every default is a value that may be written", () => {
    for (const key of settingKeys) {
      const text = settings[key].default;
      expect(problems({ env: { [variableOf(key)]: text } })).toEqual([]);
      expect(problems({ overrides: { [key]: text } })).toEqual([]);
    }
  });
});

describe("the sources", () => {
  const text = "http_address: 127.0.0.1:1\nlimits: { watchers: 1 }\nlog:\n  level: debug\n";

  test("go before each other: command line, environment, file, defaults", () => {
    const env = { OPENBELL_LIMITS_WATCHERS: "2", OPENBELL_HTTP_ADDRESS: "127.0.0.1:2" };
    const overrides = { http_address: "127.0.0.1:3" };
    const read = config({ text, env, overrides });
    expect(read.httpAddress?.port).toBe(3);
    expect(read.limits.watchers).toBe(2);
    expect(read.logLevel).toBe("debug");
    expect(read.limits.createsPerMinute).toBe(defaultLimits.createsPerMinute);
  });

  test("are judged even where another goes before them", () => {
    const env = { OPENBELL_LOG_LEVEL: "loud" };
    expect(
      lines({ text: "log: { level: louder }", env, overrides: { "log.level": "info" } }),
    ).toEqual([
      `${file}:1: log.level: "louder" is none of the words; ` +
        "expected trace, debug, info, warn, error, fatal or silent",
      'environment: OPENBELL_LOG_LEVEL: "loud" is none of the words; ' +
        "expected trace, debug, info, warn, error, fatal or silent",
    ]);
  });

  test("name the file by option before variable, relative to the working directory", () => {
    const seen: string[] = [];
    const readFile = (path: string) => {
      seen.push(path);
      return "";
    };
    const env = { OPENBELL_CONFIG: "b.yaml" };
    expect(loadConfig({ env, cwd, readFile })).toMatchObject({ file: resolve(cwd, "b.yaml") });
    loadConfig({ env, cwd, readFile, file: "../a.json" });
    loadConfig({ env: { OPENBELL_CONFIG: "" }, cwd, readFile });
    expect(seen).toEqual([resolve(cwd, "b.yaml"), resolve(cwd, "../a.json")]);
  });

  test("take relative paths from their own place, and absolute ones as they are", () => {
    expect(config({ text: "data_dir: d" }).dataDir).toBe(resolve(fileFolder, "d"));
    expect(config({ env: { OPENBELL_DATA_DIR: "d" } }).dataDir).toBe(resolve(cwd, "d"));
    expect(config({ overrides: { data_dir: "d" } }).dataDir).toBe(resolve(cwd, "d"));
    expect(config({ text: `data_dir: ${cwd}` }).dataDir).toBe(cwd);
  });

  test("treat an empty variable as not set, and leave others alone", () => {
    const env = { OPENBELL_LOG_LEVEL: "", PATH: "/bin", OPENBELL_TOKEN: "x" };
    expect(config({ env, otherVariables: ["OPENBELL_TOKEN"] }).logLevel).toBe("info");
  });

  test("may be JSON", () => {
    const json = JSON.stringify({ grpc_address: "off", limits: { watchers: 7 } }, null, "\t");
    expect(config({ text: json })).toMatchObject({
      grpcAddress: undefined,
      limits: { watchers: 7 },
    });
  });
});

describe("values", () => {
  const of = (key: string, value: string) => config({ overrides: { [key]: value } });

  test("of every limit can be set, in the file and in the environment", () => {
    const written = {
      open_sessions_per_owner: "6",
      creates_per_minute: "61",
      symbols_per_session: "51",
      orders_per_session: "52",
      minimum_capital: "1.50",
      maximum_capital: "2000",
      idle_timeout: "90m",
      default_page_size: "51",
      maximum_page_size: "251",
      watchers: "10001",
      market_reads: "101",
      market_reads_per_owner: "51",
    };
    const limits = {
      openSessionsPerOwner: 6,
      createsPerMinute: 61,
      symbolsPerSession: 51,
      ordersPerSession: 52,
      minimumCapital: "1.5",
      maximumCapital: "2000",
      idleTimeoutSeconds: 5_400,
      defaultPageSize: 51,
      maximumPageSize: 251,
      watchers: 10_001,
      marketReads: 101,
      marketReadsPerOwner: 51,
    };
    const text = Object.entries(written).map(([key, value]) => `  ${key}: ${value}`);
    expect(config({ text: ["limits:", ...text].join("\n") }).limits).toEqual(limits);
    const env = Object.fromEntries(
      Object.entries(written).map(([key, value]) => [
        `OPENBELL_LIMITS_${key.toUpperCase()}`,
        value,
      ]),
    );
    expect(config({ env }).limits).toEqual(limits);
  });

  test("0 is no limit where that is documented", () => {
    const zeros = settingKeys.filter((key) =>
      settings[key].kind.expected.includes("0 for no limit"),
    );
    expect(zeros).toEqual([
      "connections.max_age",
      "connections.max_age_grace",
      "limits.open_sessions_per_owner",
      "limits.creates_per_minute",
      "limits.symbols_per_session",
      "limits.maximum_capital",
      "limits.idle_timeout",
      "limits.watchers",
      "limits.market_reads",
      "limits.market_reads_per_owner",
    ]);
    const overrides = Object.fromEntries(zeros.map((key) => [key, "0"]));
    expect(config({ overrides }).limits).toMatchObject({
      openSessionsPerOwner: 0,
      createsPerMinute: 0,
      symbolsPerSession: 0,
      maximumCapital: "0",
      idleTimeoutSeconds: 0,
      watchers: 0,
      marketReads: 0,
      marketReadsPerOwner: 0,
    });
  });

  test.each([
    ["500ms", 500],
    ["10s", 10_000],
    ["10", 10_000],
    ["5m", 300_000],
    ["0s", 0],
  ])("of time: %s", (text, ms) => {
    expect(of("shutdown_grace", text).shutdownGraceMs).toBe(ms);
  });

  test("of connections", () => {
    const connection = {
      "connections.keepalive_interval": "90s",
      "connections.keepalive_timeout": "5s",
      "connections.max_age": "30m",
      "connections.max_age_grace": "1m",
    };
    expect(config({ overrides: connection }).connection).toEqual({
      keepaliveIntervalMs: 90_000,
      keepaliveTimeoutMs: 5_000,
      maxAgeMs: 1_800_000,
      maxAgeGraceMs: 60_000,
    });
  });

  test("of time in hours and days", () => {
    expect(of("retention.request_ids", "48h").requestIdRetentionMs).toBe(172_800_000);
    expect(of("limits.idle_timeout", "365d").limits.idleTimeoutSeconds).toBe(31_536_000);
  });

  test.each([
    ["64KiB", 65_536],
    ["65536", 65_536],
    ["64MiB", 67_108_864],
  ])("of bytes: %s", (text, bytes) => {
    expect(of("max_message_bytes", text).maxMessageBytes).toBe(bytes);
  });

  test("of addresses", () => {
    expect(of("http_address", "[::1]:0").httpAddress).toEqual({ host: "::1", port: 0 });
    expect(of("http_address", "localhost:80").httpAddress).toEqual({ host: "127.0.0.1", port: 80 });
    expect(of("http_address", "off").httpAddress).toBeUndefined();
  });

  test.each([
    ["shutdown_grace", "11m", "is out of range"],
    ["shutdown_grace", "1.5s", "is no length of time"],
    ["shutdown_grace", "-1s", "is no length of time"],
    ["shutdown_grace", "1 s", "is no length of time"],
    ["limits.idle_timeout", "1500ms", "is no whole number of seconds"],
    ["limits.idle_timeout", "366d", "is out of range"],
    ["feed.heartbeat_interval", "0", "is out of range"],
    ["connections.keepalive_interval", "0", "is out of range"],
    ["connections.max_age", "21d", "is out of range"],
    ["max_message_bytes", "4MB", "is no number of bytes"],
    ["max_message_bytes", "1", "is out of range"],
    ["limits.watchers", "1e3", "is no whole number"],
    ["limits.watchers", "-1", "is no whole number"],
    ["limits.watchers", "1000001", "is out of range"],
    ["limits.default_page_size", "0", "is out of range"],
    ["limits.minimum_capital", "0", "is out of range"],
    ["limits.minimum_capital", "-5", "is out of range"],
    ["limits.minimum_capital", "1e3", "is no decimal: a decimal has no exponent; write 1000"],
    ["log.level", "INFO", "is none of the words"],
    ["data_dir", "~/openbell", "starts with ~, which only a shell knows"],
    ["retention.request_ids", "1h", "is out of range"],
    ["retention.request_ids_per_owner", "99999", "is out of range"],
  ])("%s may not be %s", (key, value, message) => {
    const found = problems({ overrides: { [key]: value } });
    expect(found).toMatchObject([{ source: "command line", path: key }]);
    expect(found[0]?.message).toBe(`${JSON.stringify(value)} ${message}`);
    expect(found[0]?.expected).not.toBe("");
  });

  test("in the file are read as they are written, not as YAML counts them", () => {
    expect(lines({ text: "limits:\n  watchers: 1e3\n  creates_per_minute: 0x10\n" })).toEqual([
      expect.stringContaining('limits.watchers: "1e3" is no whole number'),
      expect.stringContaining('limits.creates_per_minute: "0x10" is no whole number'),
    ]);
    const exact = "999999999999999999.000000000000000001";
    expect(config({ text: `limits: { maximum_capital: ${exact} }` }).limits.maximumCapital).toBe(
      exact,
    );
  });

  test("of addresses that others reach are refused with the reason", () => {
    expect(lines({ overrides: { http_address: "0.0.0.0:80" } })).toEqual([
      expect.stringMatching(
        /^command line: http_address: "0\.0\.0\.0:80" can be reached by other machines/,
      ),
    ]);
  });
});

describe("problems", () => {
  test("of all sources are reported at once, each with its place", () => {
    const text = [
      "data_dir:",
      "http_addres: off",
      "limits:",
      "  symbols_per_session: many",
      "  watchers: 5",
      "  wathcers: 5",
      "log: [info]",
      "",
    ].join("\n");
    const env = { OPENBELL_LIMITS_WATCHER: "1", OPENBELL_GRPC_ADDRESS: "nowhere", OPENBELL_X: "1" };
    expect(problems({ text, env })).toHaveLength(8);
    expect(lines({ text, env }).map((line) => line.replace(/".*$/, "..."))).toEqual([
      `${file}:1: data_dir: has no value; expected one value`,
      `${file}:7: log: is no single value; expected one value`,
      `${file}:2: http_addres: is not known; expected http_address`,
      `${file}:6: limits.wathcers: is not known; expected limits.watchers`,
      "environment: OPENBELL_LIMITS_WATCHER: is not known; expected OPENBELL_LIMITS_WATCHERS",
      "environment: OPENBELL_X: is not known; expected one of the names in docs/configuration.md",
      `${file}:4: limits.symbols_per_session: ...`,
      "environment: OPENBELL_GRPC_ADDRESS: ...",
    ]);
  });

  test("have a heading that counts them", () => {
    const heading = (env: Record<string, string>) =>
      describeProblems(problems({ env })).split("\n")[0];
    expect(heading({ OPENBELL_X: "1" })).toBe("The configuration has a problem:");
    expect(heading({ OPENBELL_X: "1", OPENBELL_Y: "1" })).toBe("The configuration has 2 problems:");
  });

  test("of the form name the line, and hide what follows from them", () => {
    expect(problems({ text: "limits:\n  watchers: 1\n  watchers: 2\n" })).toEqual([
      {
        source: `${file}:3`,
        path: "",
        message: "Map keys must be unique",
        expected: "YAML or JSON",
      },
    ]);
    expect(problems({ text: "log: {" })[0]).toMatchObject({ path: "", expected: "YAML or JSON" });
    expect(problems({ text: "just a text" })).toMatchObject([{ message: "is no map of keys" }]);
    expect(problems({ text: "- 1\n" })).toMatchObject([{ message: "is no map of keys" }]);
  });

  test("are found where a key is there in two spellings", () => {
    expect(lines({ text: "log.level: info\nlog: { level: warn }\n" })).toEqual([
      `${file}:2: log.level: is there twice; expected each key once`,
    ]);
  });

  test("are found where the file cannot be read", () => {
    expect(lines({ file: "gone.yaml" })).toEqual([
      expect.stringMatching(
        /gone\.yaml: cannot be read: ENOENT.*; expected a file of YAML or JSON$/,
      ),
    ]);
  });

  test("are found in settings that are right one by one", () => {
    const overrides = {
      "limits.minimum_capital": "5000",
      "limits.maximum_capital": "1000.50",
      "limits.default_page_size": "300",
      grpc_address: "off",
      http_address: "off",
    };
    expect(lines({ overrides })).toEqual([
      "settings together: limits.minimum_capital: " +
        "5000 is more than the 1000.5 of limits.maximum_capital; expected at most 1000.5",
      "settings together: limits.default_page_size: " +
        "300 is more than the 250 of limits.maximum_page_size; expected at most 250",
      "settings together: http_address: is off, and grpc_address is too, " +
        "so nothing would be served; expected an address for one of them",
    ]);
    const same = { grpc_address: "localhost:1", http_address: "127.0.0.1:1" };
    expect(problems({ overrides: same })).toMatchObject([{ path: "http_address" }]);
  });

  test("in one setting do not cause others", () => {
    const overrides = {
      "limits.maximum_capital": "much",
      "limits.minimum_capital": "20000000",
      grpc_address: "off",
      http_address: "8080",
    };
    expect(problems({ overrides }).map(({ path }) => path)).toEqual([
      "http_address",
      "limits.maximum_capital",
    ]);
    const free = { grpc_address: "127.0.0.1:0", http_address: "127.0.0.1:0" };
    expect(problems({ overrides: free })).toEqual([]);
  });
});

describe("docs/configuration.md", () => {
  const page = readFileSync(new URL("../../../docs/configuration.md", import.meta.url), "utf8");
  const snippet = (language: string) =>
    new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? "";

  test("has the table of the settings", () => {
    const table = /<!-- settings:.*-->\n([\s\S]*)\n<!-- \/settings -->/.exec(page)?.[1];
    expect(table).toBe(configurationTable());
  });

  test("has examples that mean the same", () => {
    const env = Object.fromEntries(
      snippet("sh")
        .trim()
        .split("\n")
        .map((line) => line.split("=")),
    );
    const fromFile = config({ text: snippet("yaml") });
    expect(fromFile).toMatchObject({
      dataDir: resolve(fileFolder, "data"),
      httpAddress: { port: 9090 },
      grpcAddress: undefined,
      limits: { openSessionsPerOwner: 0, idleTimeoutSeconds: 28_800 },
      logLevel: "warn",
    });
    expect(config({ env })).toEqual({ ...fromFile, dataDir: resolve(cwd, "data") });
  });
});
