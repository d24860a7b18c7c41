import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { ConfigProblem } from "./config-problem.ts";

/** The text of a setting, and where it stands. */
export interface Entry {
  readonly path: string;
  /** As it was written, without quotes. */
  readonly text: string;
  readonly source: string;
}

/** What a configuration file says, by dotted key, and what is wrong with its form. */
export interface ConfigFile {
  readonly entries: readonly Entry[];
  readonly problems: readonly ConfigProblem[];
}

/** Reads a configuration file: YAML, and so JSON too. Judges the form only, not the keys. */
export function parseConfigFile(text: string, file: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const entries: Entry[] = [];
  const problems: ConfigProblem[] = document.errors.map(({ message, pos }) => ({
    source: at(pos[0]),
    path: "",
    message: message.replace(/\.$/, ""),
    expected: "YAML or JSON",
  }));

  const visit = (node: Node | null, path: string, offset: number): void => {
    const source = at(node?.range?.[0] ?? offset);
    if (isMap<Node, Node | null>(node)) {
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : String(key);
        visit(value, path === "" ? name : `${path}.${name}`, key.range?.[0] ?? offset);
      }
    } else if (isScalar(node) && node.value !== null) {
      // The source, for the value of 0.10 or 1e3 is no longer what was written.
      const written = typeof node.value === "string" ? node.value : (node.source ?? "");
      entries.push({ path, text: written, source });
    } else {
      const isEmpty = isScalar(node) || node === null;
      const message = isEmpty ? "has no value" : "is no single value";
      problems.push({ source, path, message, expected: "one value" });
    }
  };
  // What was read from a document with errors would be reported a second time, and wrongly.
  if (problems.length > 0 || isBlank(document.contents)) return { entries, problems };
  if (isMap(document.contents)) visit(document.contents, "", 0);
  else {
    const expected = "lines of the form key: value";
    problems.push({ source: at(0), path: "", message: "is no map of keys", expected });
  }
  return { entries, problems };
}

/** A file that is empty, or has comments only, sets nothing. */
function isBlank(contents: Node | null): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}
