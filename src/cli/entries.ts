/**
 * Labels or annotations as flags give them, `key=value` each; the value may be empty and may hold
 * further `=`. What is wrong is added to the problems.
 */
export function parseEntries(
  flag: string,
  texts: readonly string[] | undefined,
  problems: string[],
): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const text of texts ?? []) {
    const at = text.indexOf("=");
    if (at <= 0) {
      problems.push(`${flag} is "${text}": it must be KEY=VALUE`);
      continue;
    }
    const key = text.slice(0, at);
    if (Object.hasOwn(entries, key)) problems.push(`${flag} gives "${key}" twice`);
    entries[key] = text.slice(at + 1);
  }
  return entries;
}
