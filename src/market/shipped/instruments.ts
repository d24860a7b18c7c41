import type { ListedInstrument } from "../instrument.ts";
import { cryptocurrencies } from "./cryptocurrencies.ts";
import { currencies } from "./currencies.ts";
import { futures } from "./futures.ts";
import { generated } from "./generated.ts";
import { indexes } from "./indexes.ts";
import { contractsForDifference, metals } from "./metals-and-contracts.ts";
import { stocksElsewhere } from "./stocks-elsewhere.ts";
import { usFunds } from "./us-funds.ts";
import { usStocks } from "./us-stocks.ts";

/** Every instrument that comes with Openbell. Facts only; prices are in Parquet files. */
export const instruments: readonly ListedInstrument[] = [
  ...generated,
  ...usStocks,
  ...usFunds,
  ...indexes,
  ...stocksElsewhere,
  ...currencies,
  ...cryptocurrencies,
  ...futures,
  ...metals,
  ...contractsForDifference,
];
