/** The definitions of other tools that the report has beside its own. */
import { backtestingPy } from "./backtesting-py.ts";
import type { CompatibleSet } from "./compatible-set.ts";
import { empyrical } from "./empyrical.ts";
import { ffn } from "./ffn.ts";
import { lean } from "./lean.ts";

/** The sets, in the order of the report. */
export const compatibleSets: readonly CompatibleSet[] = [backtestingPy, lean, empyrical, ffn];
