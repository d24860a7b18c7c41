import type { VenueDefinition } from "./venue-definition.ts";
import { ALWAYS_OPEN } from "./venues/always-open.ts";
import { ARCX } from "./venues/arcx.ts";
import { CME_ENERGY, CME_METALS } from "./venues/cme-commodities.ts";
import { CME_EQUITY } from "./venues/cme-equity.ts";
import { CME_FX } from "./venues/cme-fx.ts";
import { FOREX } from "./venues/forex.ts";
import { XASX } from "./venues/xasx.ts";
import { XETR } from "./venues/xetr.ts";
import { XFRA } from "./venues/xfra.ts";
import { XHKG } from "./venues/xhkg.ts";
import { XLON } from "./venues/xlon.ts";
import { XNAS } from "./venues/xnas.ts";
import { XNYS } from "./venues/xnys.ts";
import { XPAR } from "./venues/xpar.ts";
import { XSWX } from "./venues/xswx.ts";
import { XTKS } from "./venues/xtks.ts";
import { XTSE } from "./venues/xtse.ts";

/** The definitions of all venues, in the order in which they are listed. */
export const venues: readonly VenueDefinition[] = [
  XNYS,
  XNAS,
  ARCX,
  XTSE,
  XLON,
  XETR,
  XFRA,
  XPAR,
  XSWX,
  XTKS,
  XHKG,
  XASX,
  CME_EQUITY,
  CME_FX,
  CME_METALS,
  CME_ENERGY,
  FOREX,
  ALWAYS_OPEN,
];
