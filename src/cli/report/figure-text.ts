/** How figures are written for people. */
import type { Statistic } from "../../../gen/ts/openbell/v1/trading_pb.ts";

/** A figure with its unit: `414.23 %`, `51,422.99 USD`, `66`, `46.2 d`, `0.581`. */
export function figureText({ value, unit }: Pick<Statistic, "value" | "unit">, currency: string) {
  switch (unit) {
    case "fraction":
      return percentText(value * 100);
    case "percent":
      return percentText(value);
    case "currency":
      return `${moneyText(value, currency)} ${currency}`.trim();
    case "count":
      return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
    case "days":
      return `${fixed(value, value >= 10 ? 1 : 3)} d`;
    default:
      return fixed(value, 3);
  }
}

/** An amount with as many digits after the point as its currency has. */
export function moneyText(value: number | string, currency: string): string {
  const digits = { minimumFractionDigits: digitsOf(currency) };
  const format = { ...digits, maximumFractionDigits: digits.minimumFractionDigits };
  return withoutMinusNought(new Intl.NumberFormat("en-US", format).format(Number(value)));
}

/** Digits after the point that a currency has; 2 where that is not known. */
export function digitsOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

function percentText(value: number): string {
  return `${fixed(value, 2)} %`;
}

function fixed(value: number, digits: number): string {
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return withoutMinusNought(new Intl.NumberFormat("en-US", format).format(value));
}

function withoutMinusNought(text: string): string {
  return /[1-9]/.test(text) ? text : text.replace("-", "");
}
