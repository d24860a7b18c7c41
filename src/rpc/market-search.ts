import type { Instrument } from "../market/instrument.ts";

/** What of an instrument is searched, in small letters and without accents. */
export interface SearchKeys {
  /** Symbol and aliases, without signs. */
  readonly names: readonly string[];
  /** Words of the name. */
  readonly words: readonly string[];
  /** All of it, signs included. */
  readonly text: string;
}

/** What is searched for; no words: everything. */
export interface SearchQuery {
  readonly words: readonly string[];
  /** The words together, without signs: `brk b` may be a symbol. */
  readonly name: string;
}

/** Makes an instrument ready to be searched. */
export function searchKeysOf({ symbol, name, aliases = [] }: Instrument): SearchKeys {
  const spelled = [symbol, ...aliases.map((alias) => alias.symbol)].map(folded);
  const names = spelled.map(withoutSigns);
  const words = folded(name).split(/[^\p{L}\p{N}]+/u);
  return { names, words, text: [...spelled, ...names, folded(name)].join(" ") };
}

/** Reads what is searched for. */
export function searchQueryOf(text: string): SearchQuery {
  const words = folded(text)
    .split(/\s+/)
    .filter((word) => word !== "");
  return { words, name: withoutSigns(words.join("")) };
}

/**
 * How well an instrument fits, 0 the best; undefined when it does not: 0 when its symbol or alias
 * is searched for, 1 when one begins so, 2 when every word begins a word of its name or a symbol,
 * 3 when every word is in any of them.
 */
export function searchRank({ names, words, text }: SearchKeys, query: SearchQuery) {
  if (query.words.length === 0) return 0;
  if (query.name !== "") {
    if (names.includes(query.name)) return 0;
    if (names.some((name) => name.startsWith(query.name))) return 1;
  }
  const begins = (word: string) => [...words, ...names].some((each) => each.startsWith(word));
  if (query.words.every(begins)) return 2;
  return query.words.every((word) => text.includes(word)) ? 3 : undefined;
}

function folded(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

function withoutSigns(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, "");
}
