import { nearestName } from "../domain/filter/nearest-name.ts";

const writtenMax = 32;

/**
 * Finds the symbol that was probably meant. A request may hold dozens of unknown symbols and a
 * catalog thousands of known ones, so most pairs are told apart by the characters that they
 * consist of, and only what is left is compared in full.
 */
export class NearestSymbol {
  /** The symbols to choose from, in the order in which the earlier wins. */
  readonly symbols: readonly string[];
  readonly #masks: Uint32Array;

  constructor(symbols: readonly string[]) {
    this.symbols = symbols;
    this.#masks = Uint32Array.from(symbols, maskOf);
  }

  /** The symbol that is spelled so, letter case left aside. */
  known(written: string): string | undefined {
    const name = written.toUpperCase();
    return this.symbols.find((symbol) => symbol === name);
  }

  /** The nearest in the sense of `nearestName`; undefined where none is near. */
  find(written: string): string | undefined {
    if (written.length === 0 || written.length > writtenMax) return undefined;
    const reach = Math.max(1, Math.floor(written.length / 3));
    const mask = maskOf(written);
    const near = this.symbols.filter((symbol, index) => {
      if (Math.abs(symbol.length - written.length) > reach) return false;
      // An edit takes at most one character away and brings at most one.
      const other = this.#masks[index] ?? 0;
      return !hasMoreBits(mask & ~other, reach) && !hasMoreBits(other & ~mask, reach);
    });
    return nearestName(written, near);
  }
}

/** The set of a text's characters, several of them sharing each of the 32 bits. */
function maskOf(text: string): number {
  let mask = 0;
  for (let index = 0; index < text.length; index++) {
    mask |= 1 << (text.toUpperCase().charCodeAt(index) & 31);
  }
  return mask;
}

function hasMoreBits(mask: number, most: number): boolean {
  let rest = mask;
  for (let count = 0; count < most && rest !== 0; count += 1) rest &= rest - 1;
  return rest !== 0;
}
