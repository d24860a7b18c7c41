/** Every client of every language whose tools are here plays every scenario. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AdapterProcess } from "./adapter-process.ts";
import { adapterRequest } from "./adapter-request.ts";
import { startFaultServer } from "./fault-server.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { buildMs, isRequired, languages, whyAbsent } from "./languages.ts";
import { readScenarios } from "./read-scenarios.ts";
import type { Scenario } from "./scenario.ts";

/** Longer than any scenario takes: a client that needs so long hangs. */
const answerMs = 10_000;

const scenarios = readScenarios();

async function problemsOf(adapter: AdapterProcess, scenario: Scenario): Promise<readonly string[]> {
  const server = await startFaultServer(scenario);
  try {
    const answer = await adapter.run(adapterRequest(scenario, server.url), answerMs);
    const seen = await server.problems();
    return [...judgeAnswer(scenario, answer, server.uuids), ...seen];
  } catch (error) {
    return [String(error), ...(await server.problems())];
  } finally {
    server.close();
  }
}

for (const language of languages) {
  const absent = whyAbsent(language);
  if (absent !== undefined) {
    if (isRequired(language)) test(`${language.name} is required`, () => expect.fail(absent));
    else console.log(`skipped: ${language.name}: ${absent}`);
    continue;
  }
  describe(language.name, () => {
    beforeAll(() => language.build(), buildMs);

    describe.each(Object.entries(language.adapters))("%s", (_, command) => {
      const adapter = new AdapterProcess(command);
      afterAll(() => adapter.close());

      test.each(scenarios)("$name", async (scenario) => {
        const problems = await problemsOf(adapter, scenario);
        if (problems.length > 0) expect.fail([scenario.why, ...problems].join("\n- "));
      });
    });
  });
}
