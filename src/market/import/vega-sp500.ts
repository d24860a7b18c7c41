import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "vega-datasets";

/** A file of prices, and where it comes from. */
export interface PriceFile {
  /** For people. */
  readonly name: string;
  readonly path: string;
}

/**
 * Daily values of the S&P 500 from 2000-01-03 to 2020-04-17, which the package `vega-datasets`
 * carries (a development dependency: the published Openbell ships no vendor's prices). Undefined
 * when the package is not installed.
 *
 * @param resolve how a package is found; the default asks Node.
 */
export function findVegaSp500(
  resolve: (specifier: string) => string = import.meta.resolve,
): PriceFile | undefined {
  const root = packageRoot(resolve);
  if (root === undefined) return undefined;
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const path = join(root, "data", "sp500-2000.csv");
  if (!existsSync(path)) return undefined;
  return { name: `${PACKAGE} ${manifest.version}, data/sp500-2000.csv`, path };
}

/** The package exports one module and hides its data, so its folder is found from that module. */
function packageRoot(resolve: (specifier: string) => string): string | undefined {
  let entry: string;
  try {
    entry = fileURLToPath(resolve(PACKAGE));
  } catch {
    return undefined;
  }
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
  }
  return undefined;
}
