import { listed } from "./listed.ts";

/** Shares listed outside the United States. London quotes in pence (GBX). */
export const stocksElsewhere = listed("stock", [
  { symbol: "VOD.L", name: "Vodafone Group plc", venue: "XLON", price_increment: "0.01" },
  { symbol: "HSBA.L", name: "HSBC Holdings plc", venue: "XLON", price_increment: "0.1" },
  { symbol: "BP.L", name: "BP plc", venue: "XLON", price_increment: "0.05" },
  { symbol: "SHEL.L", name: "Shell plc", venue: "XLON" },
  { symbol: "SAP.DE", name: "SAP SE", venue: "XETR", price_increment: "0.02" },
  { symbol: "SIE.DE", name: "Siemens AG", venue: "XETR", price_increment: "0.02" },
  {
    symbol: "MC.PA",
    name: "LVMH Moët Hennessy Louis Vuitton SE",
    venue: "XPAR",
    price_increment: "0.1",
  },
  { symbol: "TTE.PA", name: "TotalEnergies SE", venue: "XPAR" },
  { symbol: "RY.TO", name: "Royal Bank of Canada", venue: "XTSE" },
  { symbol: "SHOP.TO", name: "Shopify Inc.", venue: "XTSE", listed: "2015-05-21" },
  { symbol: "7203.T", name: "Toyota Motor Corporation", venue: "XTKS", price_increment: "0.5" },
  { symbol: "6758.T", name: "Sony Group Corporation", venue: "XTKS", price_increment: "0.5" },
  { symbol: "0700.HK", name: "Tencent Holdings Limited", venue: "XHKG", listed: "2004-06-16" },
  {
    symbol: "0005.HK",
    name: "HSBC Holdings plc",
    venue: "XHKG",
    quantity_increment: "400",
    price_increment: "0.05",
  },
  { symbol: "BHP.AX", name: "BHP Group Limited", venue: "XASX" },
  { symbol: "CBA.AX", name: "Commonwealth Bank of Australia", venue: "XASX" },
  { symbol: "NESN.SW", name: "Nestlé S.A.", venue: "XSWX" },
  { symbol: "NOVN.SW", name: "Novartis AG", venue: "XSWX" },
]);
