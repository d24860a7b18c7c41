/** The files that a page carries within itself: its style and script, and the chart library. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The texts: what is in the one style element, and in each script element. */
export interface PageAssets {
  readonly style: string;
  readonly scripts: readonly string[];
}

/** Reads the files. @throws Error when one could end the element that it is put into. */
export function pageAssets(): PageAssets {
  const library = createRequire(import.meta.url);
  const ofLibrary = (name: string) => readFileSync(library.resolve(`uplot/dist/${name}`), "utf8");
  const own = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
  const assets = {
    style: `${ofLibrary("uPlot.min.css")}\n${own("page-style.css")}`,
    scripts: [ofLibrary("uPlot.iife.min.js"), own("page-script.js")],
  };
  for (const text of [assets.style, ...assets.scripts]) {
    if (/<\/(script|style)/i.test(text)) throw new Error("a file of the page ends its own element");
  }
  return assets;
}

/**
 * The policy of the page: it loads nothing, and has no style and runs no script but those that it
 * was written with, so that text which slipped through could do no harm either.
 */
export function contentPolicy({ style, scripts }: PageAssets): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(sourceOf).join(" ")}`,
    `style-src ${sourceOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function sourceOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
