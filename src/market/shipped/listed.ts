import type { Instrument, ListedInstrument } from "../instrument.ts";

/** An instrument as its list has it: what it is stands at the list, and most are still listed. */
type Entry = Omit<ListedInstrument, "asset_class" | "status"> & Partial<Pick<Instrument, "status">>;

/** A list of instruments that are all of one kind. */
export function listed(
  asset_class: Instrument["asset_class"],
  entries: readonly Entry[],
): readonly ListedInstrument[] {
  return entries.map((entry) => ({ asset_class, status: "active", ...entry }));
}
