import { listed } from "./listed.ts";

/** Markets that `openbell data generate` makes: nothing that exists. */
export const generated = listed("synthetic", [
  {
    symbol: "SYNTH",
    name: "Synthetic market (generated, not real prices)",
    venue: "SYNTHETIC",
    note:
      "A random walk generated from a fixed seed over the trading days of the New York " +
      "Stock Exchange. It serves where no real data was imported. Results on it mean " +
      "nothing for a market.",
  },
  {
    symbol: "SYNTH2",
    name: "Synthetic companion of SYNTH (generated, not real prices)",
    venue: "SYNTHETIC",
    note:
      "SYNTH and a deviation from it that comes back: a pair for strategies that trade the " +
      "difference. `openbell data generate` makes it. Results on it mean nothing for a " +
      "market.",
  },
]);
