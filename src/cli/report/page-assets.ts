/** The files that a page carries within itself: its style and script, and the chart library. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The texts. */
export interface PageAssets {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/** Reads the files. @throws Error when one could end the element that it is put into. */
export function pageAssets(): PageAssets {
  const library = createRequire(import.meta.url);
  const ofLibrary = (name: string) => readFileSync(library.resolve(`uplot/dist/${name}`), "utf8");
  const own = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
  const assets = {
    styles: [ofLibrary("uPlot.min.css"), own("page-style.css")],
    scripts: [ofLibrary("uPlot.iife.min.js"), own("page-script.js")],
  };
  for (const text of [...assets.styles, ...assets.scripts]) {
    if (/<\/(script|style)/i.test(text)) throw new Error("a file of the page ends its own element");
  }
  return assets;
}

/**
 * The policy of the page: it loads nothing, and runs nothing but the scripts that it was written
 * with, so that text which slipped through could do no harm either.
 */
export function contentPolicy({ scripts }: PageAssets): string {
  const hashes = scripts.map(
    (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
  return [
    "default-src 'none'",
    `script-src ${hashes.join(" ")}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
