import type { CliOutput } from "./cli-io.ts";

type Style = (text: string) => string;

/** Styles for text on a terminal. */
export interface Paint {
  readonly bold: Style;
  readonly dim: Style;
  readonly red: Style;
  readonly green: Style;
  readonly yellow: Style;
  readonly cyan: Style;
}

/** Styles that colour, or styles that leave text as it is. */
export function createPaint(isColored: boolean): Paint {
  const style = (open: number, close: number): Style =>
    isColored ? (text) => `\u001b[${open}m${text}\u001b[${close}m` : (text) => text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
    cyan: style(36, 39),
  };
}

/**
 * Whether to colour what is written there. The flag decides first, then FORCE_COLOR, then NO_COLOR
 * (no-color.org: any text but the empty one), then whether it is a terminal that can.
 */
export function wantsColor(
  output: CliOutput,
  env: Readonly<Record<string, string | undefined>>,
  flag: boolean,
): boolean {
  if (!flag) return false;
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== "0" && force !== "false";
  if ((env.NO_COLOR ?? "") !== "") return false;
  return output.isTTY === true && env.TERM !== "dumb";
}
