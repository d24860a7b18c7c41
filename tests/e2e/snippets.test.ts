/**
 * What the pages show works: every block of commands or code is run as it stands. A block whose
 * program is not on this machine is skipped by name; with OPENBELL_REQUIRE_SNIPPETS=all it fails.
 */
import { describe, expect, onTestFinished, test } from "vitest";
import { dataFolder, startServerProcess } from "./server-process.ts";
import { snippetsOf } from "./snippet.ts";
import { isToolThere, runSnippet } from "./snippet-reader.ts";

const root = new URL("../../", import.meta.url);
const allAreRequired = process.env.OPENBELL_REQUIRE_SNIPPETS === "all";

/** The blocks of a page under one fence, run from top to bottom, and what each of them shows. */
interface Walk {
  readonly fence: string;
  /** What a reader needs beside what the project brings. */
  readonly tool?: string;
  readonly shows: readonly (readonly RegExp[])[];
}

const pages: Readonly<Record<string, readonly Walk[]>> = {
  "README.md": [
    {
      fence: "sh",
      shows: [
        [
          /^valid$/m,
          /5105 trading days, 5105 barriers, 5105 bars/,
          /RUNNING -> COMPLETED \(END_OF_DATA\)/,
          /^ses_\S+ +COMPLETED +100 % +SIMULATION +hello +SP500/m,
        ],
        [
          /^AAPL +stock +XNAS +USD +Apple Inc\.$/m,
          /^bars 1d +5105 +2000-01-03 /m,
          /^2026-01-05 +Mon +09:00 +11:30-12:30 +15:30/m,
        ],
        [/^net profit 14014\.4, digest [0-9a-f]{64}$/m, /^ses_\S+ +COMPLETED .* sma-crossover/m],
      ],
    },
    {
      fence: "sh grpcurl",
      tool: "grpcurl",
      shows: [
        [
          /^openbell\.v1\.SessionService$/m,
          /^grpc\.health\.v1\.Health$/m,
          /"state": "SESSION_STATE_RUNNING"/,
          /"sessions": \[/,
          /"records": \[[\s\S]*"sessionCreated"/,
        ],
      ],
    },
    {
      fence: "sh curl",
      tool: "curl",
      shows: [
        // The open of 2008-09-02, the first bar after the order.
        [
          /"wokeBy":"WOKE_BY_SLICES"/,
          /"reason":"FILL_REASON_NEXT_OPEN"/,
          /\b1287\.83\b.* NEXT_OPEN/,
        ],
        [
          /^openbell\.v1\.SessionService\/WatchSessions$/m,
          /"field": *"spec\.symbols\[0\]"[\s\S]*"SP500"/,
          /"field": *"spec\.initial_capital"/,
          /^\{.*\}$/m,
        ],
      ],
    },
    { fence: "ts", shows: [[/^COMPLETED [0-9a-f]{64}$/m]] },
    {
      fence: "python",
      tool: "python3 with grpcio and protobuf",
      shows: [[/^SESSION_STATE_COMPLETED [0-9a-f]{64}$/m]],
    },
  ],
  "docs/trading.md": [
    {
      fence: "sh curl",
      tool: "curl",
      shows: [
        [
          /"wokeBy":"WOKE_BY_ORDER"/,
          /"reason":"MAX_ORDER_VALUE_EXCEEDED"/,
          // The lows of 2008 reach 1200 on 2008-09-15, the tenth day, which opens at 1250.92.
          /"price":"1200",.*"reason":"FILL_REASON_STOP_TRIGGER".*"barrier":"10"/,
          /"wokeBy":"WOKE_BY_END_OF_DATA"/,
          /^ +state +COMPLETED$/m,
          /^ +isolation +BARRIER$/m,
        ],
      ],
    },
    { fence: "ts", shows: [[/^85 bars, 8 fills, digest [0-9a-f]{64}$/m]] },
  ],
  "docs/session-workflow.md": [
    {
      fence: "sh",
      shows: [
        [/^valid$/m, /252 trading days, 252 barriers/],
        [/^ses_\S+ READY$/m],
        [/^ses_\S+ RUNNING$/m],
        [
          /^ses_\S+ +\w+ .* workflow +SP500 +Second try/m,
          /^ses_\S+ +READY .* workflow/m,
          /^\{"revision":"1",.*"sessionCreated".*"labels":\{"team":"alpha"\}/m,
        ],
      ],
    },
  ],
};

describe.each(Object.entries(pages))("%s", (page, walks) => {
  const snippets = snippetsOf(root, page);

  test("shows nothing that is not run", () => {
    expect(new Set(walks.map(({ fence }) => fence))).toEqual(
      new Set(snippets.map(({ fence }) => fence)),
    );
  });

  test.for(walks)("$fence", { timeout: 120_000 }, async ({ fence, tool, shows }, { skip }) => {
    if (tool !== undefined && !(await isToolThere(tool))) {
      if (allAreRequired) throw new Error(`${tool} is not there, and is required`);
      skip(`${tool} is not there`);
    }
    const folder = await dataFolder();
    onTestFinished(() => folder.remove());
    const server = await startServerProcess(folder.path);
    onTestFinished(() => server.kill());
    const blocks = snippets.filter((snippet) => snippet.fence === fence);
    expect(blocks, "number of blocks").toHaveLength(shows.length);
    for (const [index, snippet] of blocks.entries()) {
      const { exitCode, output } = await runSnippet(snippet, server);
      const ending = `${page}:${snippet.line} ended with ${exitCode}:\n${output}`;
      expect(exitCode, ending).toBe(0);
      for (const shown of shows[index] ?? []) expect(output, ending).toMatch(shown);
    }
  });
});
