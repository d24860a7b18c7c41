/** What the `data` commands ask for: handed to the part of the program that has the data folder. */

/** Which series of a catalog: all of them, or those that fit everything that is given. */
export interface SeriesChoice {
  readonly symbol?: string;
  readonly kind?: string;
  readonly interval?: string;
}

/** `data import`: flags as they were written; the importer judges them, all at once. */
export interface ImportFlags extends SeriesChoice {
  readonly files: readonly string[];
  readonly tz?: string;
  readonly stamp?: string;
  readonly day?: string;
  readonly dateOrder?: string;
  readonly columns?: string;
  readonly source?: string;
  readonly roundPrices?: boolean;
  readonly strict?: boolean;
}

/** One of the `data` commands. */
export type DataRequest =
  | ({ readonly verb: "import" } & ImportFlags)
  | { readonly verb: "generate" }
  | ({ readonly verb: "list" } & SeriesChoice)
  | ({ readonly verb: "show" } & SeriesChoice)
  | ({ readonly verb: "check" } & SeriesChoice)
  | ({
      readonly verb: "export";
      /** File to write; absent: stdout. */
      readonly output?: string;
      readonly from?: string;
      readonly to?: string;
      readonly adjustment?: string;
    } & SeriesChoice)
  | ({ readonly verb: "remove"; readonly yes?: boolean } & SeriesChoice);
