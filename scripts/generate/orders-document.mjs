// docs/orders.md, made of the table of order states of the domain.

import { OrderStateSchema } from "../../gen/ts/openbell/v1/order_pb.ts";
import { enumName } from "../../src/domain/enum-name.ts";
import {
  allOrderStates,
  finalOrderStates,
  findOrderTransition,
  initialOrderStates,
  orderEvents,
  orderTransitions,
} from "../../src/domain/order/order-transitions.ts";

/** The document. */
export function ordersDocument(comments) {
  return [
    header,
    statesTable(comments.OrderState),
    "\n## Diagram\n\nEvents that keep the state, and ends that every open order may have, are left",
    " out: `Cancel` and `Expire`.\n\n",
    diagram(),
    "\n## What happens in which state\n\nA final state has no row: nothing happens to it.\n\n",
    matrix(),
    "\n## Events\n\n",
    notes(),
    "\n## Reasons of a state\n\n",
    reasonsTable(comments.OrderStateReason),
  ].join("");
}

const stateName = (state) => enumName(OrderStateSchema, state);
const working = ["NEW", "PARTIALLY_FILLED"];

function statesTable(comments) {
  const rows = allOrderStates.map((state) => {
    const meaning = comments[`ORDER_STATE_${stateName(state)}`];
    return `| \`${stateName(state)}\` | ${meaning} |\n`;
  });
  return `| State | Meaning |\n| --- | --- |\n${rows.join("")}`;
}

function diagram() {
  const left = ["Cancel", "Expire"];
  const edges = new Map();
  for (const row of orderTransitions) {
    if (row.to === "same" || left.includes(row.event)) continue;
    const targets = row.to === "working" ? working : [stateName(row.to)];
    for (const from of row.from) {
      for (const target of targets) {
        const edge = `${stateName(from)} --> ${target}`;
        edges.set(edge, [...(edges.get(edge) ?? []), row.event]);
      }
    }
  }
  const lines = [
    "stateDiagram-v2",
    ...initialOrderStates.map((state) => `[*] --> ${stateName(state)}`),
    ...[...edges].map(([edge, events]) => `${edge}: ${events.join(", ")}`),
    ...finalOrderStates.map((state) => `${stateName(state)} --> [*]`),
  ];
  return `\`\`\`mermaid\n${lines.join("\n  ")}\n\`\`\`\n`;
}

function matrix() {
  const open = allOrderStates.filter((state) => !finalOrderStates.includes(state));
  const rows = orderEvents.map((event) => {
    const cells = open.map((state) => cell(findOrderTransition(state, event)));
    return `| ${event} | ${cells.join(" | ")} |\n`;
  });
  const names = open.map((state) => `\`${stateName(state)}\``).join(" | ");
  return `| Event | ${names} |\n| --- |${" --- |".repeat(open.length)}\n${rows.join("")}`;
}

function cell(row) {
  if (row === undefined) return "·";
  if (row.to === "same") return "stays";
  return row.to === "working" ? "→ NEW or PARTIALLY_FILLED" : `→ ${stateName(row.to)}`;
}

function notes() {
  return orderTransitions
    .filter(({ note }) => note !== "")
    .map(({ event, from, note }) => `- **${event}** (${from.map(stateName).join(", ")}): ${note}\n`)
    .join("");
}

function reasonsTable(comments) {
  const rows = Object.entries(comments)
    .filter(([name]) => !name.endsWith("_UNSPECIFIED"))
    .map(([name, meaning]) => `| \`${name.replace("ORDER_STATE_REASON_", "")}\` | ${meaning} |\n`);
  return `| Reason | Meaning |\n| --- | --- |\n${rows.join("")}`;
}

const header = `<!-- Made by \`npm run generate\` from src/domain/order/order-transitions.ts. -->
# States of an order

An order is in one state at a time, and these tables say what can happen to it there. A replacement
or a cancel of an order in a final state is refused with \`FAILED_PRECONDITION\` and
\`ORDER_NOT_OPEN\`; the refusal names the state. What is wrong with an order before there is one is
refused with its own reason, all problems at once: see \`docs/errors.md\`.

## States

\`PENDING_NEW\` is for orders with a latency, \`HELD\` for those with a parent; others begin as
\`NEW\`. An order does not leave \`FILLED\`, \`CANCELED\`, \`EXPIRED\` or \`REJECTED\`: they are
final.

`;
