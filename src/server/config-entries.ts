import { dirname } from "node:path";
import { nearestName } from "../domain/filter/nearest-name.ts";
import { parseConfigFile } from "./config-file.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { configFileVariable, type SettingKey, settingKeys, variableOf } from "./config-settings.ts";

/** A setting that was written somewhere. */
export interface ConfigEntry {
  readonly key: SettingKey;
  readonly text: string;
  /** Where it stands, as in a problem. */
  readonly source: string;
  readonly path: string;
  /** Where a relative path starts. */
  readonly folder: string;
}

/** What one source says. Its names were judged, its values were not. */
export interface ConfigEntries {
  readonly entries: readonly ConfigEntry[];
  readonly problems: readonly ConfigProblem[];
}

/** The entries of a file; `readFile` throws when it cannot be read. */
export function entriesOfFile(file: string, readFile: (path: string) => string): ConfigEntries {
  let text: string;
  try {
    text = readFile(file);
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    const problem = { source: file, path: "", message, expected: "a file of YAML or JSON" };
    return { entries: [], problems: [problem] };
  }
  const parsed = parseConfigFile(text, file);
  const entries: ConfigEntry[] = [];
  const problems = [...parsed.problems];
  for (const { path, text: written, source } of parsed.entries) {
    const key = settingKeys.find((candidate) => candidate === path);
    if (key === undefined) problems.push(notKnown(source, path, settingKeys));
    else if (entries.some((entry) => entry.key === key)) {
      problems.push({ source, path, message: "is there twice", expected: "each key once" });
    } else entries.push({ key, path, text: written, source, folder: dirname(file) });
  }
  return { entries, problems };
}

/** The entries of the environment. Names that begin with `OPENBELL_` are known or a problem. */
export function entriesOfEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  otherVariables: readonly string[],
  folder: string,
): ConfigEntries {
  const source = "environment";
  const entries = settingKeys.flatMap((key) => {
    const path = variableOf(key);
    // Empty is how a wrapper, such as a compose file, passes a variable on that is not set.
    const text = env[path] || undefined;
    return text === undefined ? [] : [{ key, path, text, source, folder }];
  });
  const known = [...settingKeys.map(variableOf), configFileVariable];
  const problems = Object.keys(env)
    .filter((name) => name.startsWith("OPENBELL_"))
    .filter((name) => !known.includes(name) && !otherVariables.includes(name))
    .sort()
    .map((name) => notKnown(source, name, known));
  return { entries, problems };
}

/** The entries of the command line. */
export function entriesOfCommandLine(
  overrides: { readonly [Key in SettingKey]?: string | undefined },
  folder: string,
): readonly ConfigEntry[] {
  return settingKeys.flatMap((key) => {
    const text = overrides[key];
    return text === undefined ? [] : [{ key, path: key, text, source: "command line", folder }];
  });
}

function notKnown(source: string, path: string, known: readonly string[]): ConfigProblem {
  const nearest = nearestName(path, known);
  return {
    source,
    path,
    message: "is not known",
    expected: nearest ?? "one of the names in docs/configuration.md",
  };
}
