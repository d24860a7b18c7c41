// docs/states.md, made of the transition table of the domain.

import { SessionStateSchema, TradingStateSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../../src/domain/enum-name.ts";
import { lifecycleCap } from "../../src/domain/session/trading-state.ts";
import {
  allStates,
  finalStates,
  findTransition,
  initialState,
  transitions,
} from "../../src/domain/session/transitions.ts";

/** The document. */
export function statesDocument(comments) {
  return [
    header,
    statesTable(comments.SessionState),
    "\n## Diagram\n\nMoves that keep the state are left out.\n\n",
    diagram(),
    "\n## What clients may ask for\n\n",
    matrix("client"),
    "\n## What the server does by itself\n\n",
    matrix("server"),
    "\n## Notes\n\n",
    notes(),
  ].join("");
}

const stateName = (state) => enumName(SessionStateSchema, state);

function statesTable(comments) {
  const rows = allStates.map((state) => {
    const trading = enumName(TradingStateSchema, lifecycleCap(state));
    const meaning = comments[`SESSION_STATE_${stateName(state)}`];
    return `| \`${stateName(state)}\` | ${meaning} | \`${trading}\` |\n`;
  });
  return `| State | Meaning | Trading is at most |\n| --- | --- | --- |\n${rows.join("")}`;
}

function diagram() {
  const edges = new Map();
  for (const row of transitions.filter(({ to }) => to !== "same")) {
    for (const from of row.from) {
      const edge = `${stateName(from)} --> ${stateName(row.to)}`;
      edges.set(edge, [...(edges.get(edge) ?? []), row.command]);
    }
  }
  const lines = [
    "stateDiagram-v2",
    `[*] --> ${stateName(initialState)}: Create`,
    ...[...edges].map(([edge, commands]) => `${edge}: ${commands.join(", ")}`),
    ...finalStates.map((state) => `${stateName(state)} --> [*]`),
  ];
  return `\`\`\`mermaid\n${lines.join("\n  ")}\n\`\`\`\n`;
}

function matrix(sender) {
  const rows = transitions.filter((row) => row.sender === sender);
  const commands = [...new Set(rows.map((row) => row.command))];
  const lines = allStates.map((state) => {
    const cells = commands.map((command) => cell(findTransition(command, state)));
    return `| \`${stateName(state)}\` | ${cells.join(" | ")} |\n`;
  });
  const rule = `| --- |${" --- |".repeat(commands.length)}\n`;
  return `| In state | ${commands.join(" | ")} |\n${rule}${lines.join("")}`;
}

function cell(row) {
  if (row === undefined) return "·";
  return row.to === "same" ? "stays" : `→ ${stateName(row.to)}`;
}

function notes() {
  return transitions
    .filter(({ note }) => note !== "")
    .map(({ command, note }) => `- **${command}**: ${note}\n`)
    .join("");
}

const header = `<!-- Made by \`npm run generate\` from src/domain/session/transitions.ts. -->
# States of a session

A session is in one state at a time, and these tables say which moves there are. A move that has
\`·\` in its cell is refused with \`FAILED_PRECONDITION\` and \`ILLEGAL_TRANSITION\`; the refusal
names the current state and the states in which the move would be legal. A deleted session refuses
every move with \`SESSION_DELETED\`.

## States

\`STOPPED\`, \`COMPLETED\` and \`FAILED\` are final: a session does not leave them. In all others it
is open, and counts towards the limit of open sessions until it is deleted.

`;
