/** The commands that trade and show what is held: order, fill, position, account. */

import type { GenEnum } from "@bufbuild/protobuf/codegenv2";
import {
  AccountSchema,
  type Position,
  PositionSchema,
} from "../../../gen/ts/openbell/v1/account_pb.ts";
import {
  type Fill,
  FillSchema,
  type Order,
  OrderSchema,
  OrderTypeSchema,
  SideSchema,
  TimeInForceSchema,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import { SessionSchema, TradingStateSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { enumNames, findEnumValue } from "../../domain/enum-name.ts";
import { parseRfc3339 } from "../../domain/filter/rfc3339.ts";
import { timestampOf } from "../../domain/timestamp.ts";
import { type CommandContext, widthOf } from "../command-context.ts";
import { ExitCode } from "../exit-code.ts";
import { renderSession } from "../session-text.ts";
import {
  renderAccount,
  renderFills,
  renderOrder,
  renderOrders,
  renderPositions,
} from "../trading-text.ts";
import { UsageError } from "../usage-error.ts";

/** What the flags of `order place` say. */
export interface PlaceFlags {
  readonly clientId: string;
  readonly type?: string;
  readonly fraction?: boolean;
  readonly limit?: string;
  readonly trigger?: string;
  readonly trail?: string;
  readonly trailFraction?: string;
  readonly in?: string;
  readonly expires?: string;
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly parent?: string;
  readonly group?: string;
  readonly tag?: string;
}

/** Places an order. */
export async function placeOrder(
  context: CommandContext,
  sessionId: string,
  [side, quantity, symbol]: readonly [side: string, quantity: string, symbol: string],
  flags: PlaceFlags,
): Promise<ExitCode> {
  const spec = {
    symbol,
    side: choice("side", SideSchema, side),
    type: choice("--type", OrderTypeSchema, flags.type ?? typeOf(flags)),
    size: flags.fraction
      ? ({ case: "buyingPowerFraction", value: quantity } as const)
      : ({ case: "quantity", value: quantity } as const),
    limitPrice: flags.limit ?? "",
    triggerPrice: flags.trigger ?? "",
    ...trailOf(flags),
    ...(flags.in === undefined ? {} : { timeInForce: choice("--in", TimeInForceSchema, flags.in) }),
    ...(flags.expires === undefined ? {} : { expireTime: timeOf(flags.expires) }),
    postOnly: flags.postOnly ?? false,
    reduceOnly: flags.reduceOnly ?? false,
    parentClientOrderId: flags.parent ?? "",
    ocoGroup: flags.group ?? "",
    tag: flags.tag ?? "",
  } as const;
  const order = { clientOrderId: flags.clientId, spec };
  const { io, client } = context;
  return showOrder(
    context,
    await client.trading.place({ sessionId, order }, { signal: io.signal }),
  );
}

/** What the flags of `order replace` say. */
export interface ReplaceFlags {
  readonly quantity?: string;
  readonly limit?: string;
  readonly trigger?: string;
}

/** Replaces what is open of an order. */
export async function replaceOrder(
  context: CommandContext,
  sessionId: string,
  order: string,
  { quantity = "", limit = "", trigger = "" }: ReplaceFlags,
): Promise<ExitCode> {
  const prices = { limitPrice: limit, triggerPrice: trigger };
  const replacement = { order: keyOf(order), quantity, ...prices };
  const { io, client } = context;
  const replaced = client.trading.replace({ sessionId, replacement }, { signal: io.signal });
  return showOrder(context, await replaced);
}

/** Cancels an order; without a name all that are open. */
export async function cancelOrders(
  context: CommandContext,
  sessionId: string,
  order: string | undefined,
  flags: { readonly all?: boolean; readonly symbol?: string },
): Promise<ExitCode> {
  const { io, client } = context;
  const { signal } = io;
  if (order !== undefined) {
    const canceled = client.trading.cancel({ sessionId, order: keyOf(order) }, { signal });
    return showOrder(context, await canceled);
  }
  if (!flags.all) throw new UsageError(["name an order, or say --all"]);
  const { symbol = "" } = flags;
  const canceled = await client.trading.cancelAll({ sessionId, symbol }, { signal });
  return showOrders(context, canceled);
}

/** Shows an order. */
export async function getOrder(
  context: CommandContext,
  sessionId: string,
  order: string,
): Promise<ExitCode> {
  const { io, client } = context;
  return showOrder(
    context,
    await client.trading.order(sessionId, keyOf(order), { signal: io.signal }),
  );
}

/** What the flags of lists say. */
export interface PageFlags {
  readonly pageSize?: number;
  readonly pageToken?: string;
  readonly all?: boolean;
}

/** Lists orders, newest first. */
export async function listOrders(
  context: CommandContext,
  sessionId: string,
  flags: PageFlags & { readonly open?: boolean; readonly symbol?: string },
): Promise<ExitCode> {
  const { open = false, symbol = "" } = flags;
  const request = { sessionId, ...pageOf(flags), openOnly: open, symbol };
  const orders: Order[] = [];
  let next = "";
  const { io, client } = context;
  for await (const page of client.trading.orders(request, { signal: io.signal })) {
    orders.push(...page.orders);
    next = page.nextPageToken;
    if (!flags.all) break;
  }
  return showOrders(context, orders, next);
}

/** Lists fills in their order. */
export async function listFills(
  context: CommandContext,
  sessionId: string,
  flags: PageFlags & { readonly order?: string },
): Promise<ExitCode> {
  const request = { sessionId, ...pageOf(flags), orderId: flags.order ?? "" };
  const fills: Fill[] = [];
  let next = "";
  const { io, client, isJson, paint } = context;
  for await (const page of client.trading.fills(request, { signal: io.signal })) {
    if (isJson) for (const fill of page.fills) context.printJson(FillSchema, fill);
    else fills.push(...page.fills);
    next = page.nextPageToken;
    if (!flags.all) break;
  }
  if (!isJson && fills.length > 0) context.print(renderFills(fills, widthOf(context), paint));
  if (!isJson && fills.length === 0) context.say("no fills");
  sayMore(context, next);
  return ExitCode.ok;
}

/** Lists the open positions. */
export async function listPositions(context: CommandContext, sessionId: string): Promise<ExitCode> {
  const { io, client, isJson, paint } = context;
  const answer = await client.trading.positions(sessionId, { signal: io.signal });
  const positions: readonly Position[] = answer.positions;
  if (isJson) for (const each of positions) context.printJson(PositionSchema, each);
  else if (positions.length > 0) context.print(renderPositions(positions, widthOf(context), paint));
  else context.say("no open positions");
  return ExitCode.ok;
}

/** Shows the account. */
export async function showAccount(context: CommandContext, sessionId: string): Promise<ExitCode> {
  const { io, client, isJson, paint } = context;
  const account = await client.trading.account(sessionId, { signal: io.signal });
  if (isJson) context.printJson(AccountSchema, account);
  else context.print(renderAccount(account, paint));
  return ExitCode.ok;
}

/** Changes which orders are allowed. */
export async function setTradingState(
  context: CommandContext,
  sessionId: string,
  state: string,
  flags: { readonly comment?: string; readonly requestId?: string },
): Promise<ExitCode> {
  const tradingState = choice("state", TradingStateSchema, state);
  const { comment = "", requestId = "" } = flags;
  const request = { sessionId, tradingState, comment, requestId };
  const { io, client, isJson, paint } = context;
  const session = await client.trading.setTradingState(request, { signal: io.signal });
  if (isJson) context.printJson(SessionSchema, session);
  else context.print(renderSession(session, paint));
  return ExitCode.ok;
}

function showOrder(context: CommandContext, order: Order): ExitCode {
  if (context.isJson) context.printJson(OrderSchema, order);
  else context.print(renderOrder(order, context.paint));
  return ExitCode.ok;
}

function showOrders(context: CommandContext, orders: readonly Order[], next = ""): ExitCode {
  if (context.isJson) for (const order of orders) context.printJson(OrderSchema, order);
  else if (orders.length === 0) context.say("no orders");
  else context.print(renderOrders(orders, widthOf(context), context.paint));
  sayMore(context, next);
  return ExitCode.ok;
}

function sayMore(context: CommandContext, next: string): void {
  if (next !== "") context.say(`there are more: --all, or --page-token ${next}`);
}

function pageOf({ pageSize = 0, pageToken = "" }: PageFlags) {
  return { pageSize, pageToken };
}

/** Ids of the server are numbers; whatever else is written is the bot's own. */
function keyOf(order: string) {
  const isNumber = /^[1-9]\d*$/.test(order);
  return isNumber
    ? { key: { case: "orderId" as const, value: order } }
    : { key: { case: "clientOrderId" as const, value: order } };
}

/** The type of an order that has these prices. */
function typeOf({ limit, trigger, trail, trailFraction }: PlaceFlags): string {
  if (trail !== undefined || trailFraction !== undefined) return "trailing-stop";
  if (trigger !== undefined) return limit === undefined ? "stop" : "stop-limit";
  return limit === undefined ? "market" : "limit";
}

function trailOf({ trail, trailFraction }: PlaceFlags) {
  if (trail !== undefined) return { trail: { case: "trailAmount", value: trail } } as const;
  if (trailFraction === undefined) return {};
  return { trail: { case: "trailFraction", value: trailFraction } } as const;
}

function timeOf(text: string) {
  const parsed = parseRfc3339(text);
  if (parsed.ok) return timestampOf(parsed.instant);
  throw new UsageError([`--expires is "${text}": it must be a time such as 2024-05-01T14:30:00Z`]);
}

function choice<E extends number>(name: string, schema: GenEnum<E>, text: string): E {
  const value = findEnumValue(schema, text.toUpperCase().replaceAll("-", "_"));
  if (value !== undefined && value !== 0) return value as E;
  const known = enumNames(schema).map((each) => each.toLowerCase().replaceAll("_", "-"));
  throw new UsageError([`${name} is "${text}": it must be one of ${known.join(", ")}`]);
}
