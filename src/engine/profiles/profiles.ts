import { backtestingPy } from "./backtesting-py.ts";
import type { FillProfile } from "./fill-profile.ts";
import { leanEquity } from "./lean-equity.ts";
import { openbell } from "./openbell.ts";

/** Every profile in every version, the default first; of one name the newest version last. */
export const profiles: readonly FillProfile[] = [openbell, backtestingPy, leanEquity];

/** The profile of a fill model that names none. */
export const defaultProfileName = openbell.name;

/** The versions of a profile, oldest first; empty where there is no such profile. */
export function versionsOf(name: string): readonly FillProfile[] {
  return profiles.filter((profile) => profile.name === name);
}

/** The profile of a resolved fill model. Throws where there is none: it was resolved elsewhere. */
export function profileOf(model: { readonly profile: string; readonly version: string }) {
  const found = versionsOf(model.profile).find(({ version }) => version === model.version);
  if (found !== undefined) return found;
  throw new Error(`there is no fill profile ${model.profile} ${model.version}`);
}
