import { settingKeys, settings, variableOf } from "./config-settings.ts";

/** The table of all settings in Markdown, as it stands in `docs/configuration.md`. */
export function configurationTable(): string {
  const rows = settingKeys.map((key) => {
    const { kind, meaning, default: standard } = settings[key];
    const names = `| \`${key}\` | \`${variableOf(key)}\` | \`${standard}\` |`;
    return `${names} ${meaning}: ${kind.expected} |`;
  });
  return ["| Key | Variable | Default | Meaning |", "|---|---|---|---|", ...rows].join("\n");
}
