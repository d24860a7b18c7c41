/** How the values of flags are read; one that cannot be is told before anything is sent. */
import { InvalidArgumentError } from "commander";

/** A flag that may be given more than once. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** A whole number from 0 on. @throws InvalidArgumentError for anything else. */
export function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 0 on.");
}

/** A rate of a year, from -0.5 to 1. @throws InvalidArgumentError for anything else. */
export function parseRate(text: string): number {
  const rate = Number(text);
  if (/^-?(0|1)?(\.\d+)?$/.test(text) && text !== "" && rate >= -0.5 && rate <= 1) return rate;
  throw new InvalidArgumentError("It must be a fraction from -0.5 to 1; 0.04 is 4 % a year.");
}

/** A number above 0 and at most 100. @throws InvalidArgumentError for anything else. */
export function parsePercent(text: string): number {
  const percent = Number(text);
  if (percent > 0 && percent <= 100) return percent;
  throw new InvalidArgumentError("It must be above 0 and at most 100.");
}
