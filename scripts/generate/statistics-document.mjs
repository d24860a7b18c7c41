// The part of docs/statistics.md that is made of the definitions in src/engine/statistics.

import { compatibleSets } from "../../src/engine/statistics/compatible/compatible-sets.ts";
import { statisticThemes } from "../../src/engine/statistics/statistics.ts";

/** A table for each theme, and for each tool whose definitions are offered beside our own. */
export function statisticsReference() {
  const themes = statisticThemes.map(themeSection).join("\n");
  const tools = compatibleSets.map(toolSection).join("\n");
  return `${themes}\n## Definitions of other tools\n\n${tools}`;
}

function themeSection({ title, figures }) {
  const rows = figures.map(({ name, unit, formula, undefinedWhen, source }) =>
    row([`\`${name}\``, unit, formula, undefinedWhen || "never", source]),
  );
  const head = row(["Name", "Unit", "Definition", "Absent when", "Source"]);
  return `### ${title}\n\n${head}${row(["---", "---", "---", "---", "---"])}${rows.join("")}`;
}

function toolSection({ tool, source, remarks, figures }) {
  const rows = figures.map(({ name, unit, formula }) => row([`\`${name}\``, unit, formula]));
  const bullets = remarks.map((remark) => `- ${remark}\n`).join("");
  const head = `${row(["Name", "Unit", "Definition"])}${row(["---", "---", "---"])}`;
  return `### ${tool}\n\nSource: ${source}.\n\n${bullets}\n${head}${rows.join("")}`;
}

function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
}
