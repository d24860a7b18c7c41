import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { CatalogError } from "../catalog.ts";
import { type CorporateAction, corporateActionSchema, inOrder } from "../corporate-action.ts";
import { makeDirectory, putFile, TEMPORARY_PREFIX } from "./durable-file.ts";

const SUFFIX = ".json";
const fileSchema = z.strictObject({
  format: z.literal(1),
  symbol: z.string(),
  /** Splits and dividends, ascending. */
  actions: z.array(corporateActionSchema),
});

/** The folder with the splits and dividends of all instruments. */
export function actionsDirectory(catalogDir: string): string {
  return join(catalogDir, "actions");
}

/**
 * Reads the splits and dividends of all instruments of a catalog.
 * @throws CatalogError that names every file that cannot be used.
 */
export async function readActions(
  catalogDir: string,
): Promise<ReadonlyMap<string, readonly CorporateAction[]>> {
  const directory = actionsDirectory(catalogDir);
  const names = await readdir(directory).catch(() => []);
  const all = new Map<string, readonly CorporateAction[]>();
  const problems: string[] = [];
  for (const name of names.sort()) {
    if (!name.endsWith(SUFFIX) || name.startsWith(TEMPORARY_PREFIX)) continue;
    const path = join(directory, name);
    try {
      const { symbol, actions } = fileSchema.parse(JSON.parse(await readFile(path, "utf8")));
      all.set(symbol, inOrder(actions));
    } catch (error) {
      problems.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (problems.length > 0) throw new CatalogError(problems);
  return all;
}

/** Replaces the splits and dividends of an instrument; none removes them. In one step. */
export async function writeActions(
  catalogDir: string,
  symbol: string,
  actions: readonly CorporateAction[],
): Promise<void> {
  const directory = actionsDirectory(catalogDir);
  if (actions.length === 0) return rm(join(directory, `${symbol}${SUFFIX}`), { force: true });
  await makeDirectory(directory);
  const content = { format: 1, symbol, actions: inOrder(actions) };
  const text = `${JSON.stringify(content, null, 1)}\n`;
  await putFile(directory, `${symbol}${SUFFIX}`, Buffer.from(text));
}
