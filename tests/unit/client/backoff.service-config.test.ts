/** The TypeScript client retries by itself; the numbers are those that gRPC libraries are given. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { callBackoff } from "../../../src/client/backoff.ts";
import { RetryBudget } from "../../../src/client/retry-budget.ts";

interface ServiceConfig {
  readonly methodConfig: readonly {
    readonly name: readonly { readonly service: string; readonly method: string }[];
    readonly retryPolicy: {
      readonly initialBackoff: string;
      readonly maxBackoff: string;
      readonly retryableStatusCodes: readonly string[];
    };
  }[];
  readonly retryThrottling: { readonly maxTokens: number; readonly tokenRatio: number };
}

const file = new URL("../../../gen/service-config.json", import.meta.url);
const { methodConfig, retryThrottling }: ServiceConfig = JSON.parse(readFileSync(file, "utf8"));
const [config] = methodConfig;

test("waits between the attempts of a call", () => {
  expect(config?.retryPolicy).toMatchObject({
    initialBackoff: `${callBackoff.initialMs / 1_000}s`,
    maxBackoff: `${callBackoff.maximumMs / 1_000}s`,
    retryableStatusCodes: ["UNAVAILABLE"],
  });
});

test("the retry budget: so many failures in a row stop retries, so many answers allow one", () => {
  const budget = new RetryBudget();
  // Answers do not pile up: a long good time buys no storm.
  for (let answers = 0; answers < 100; answers += 1) budget.answered();
  let failures = 0;
  for (; budget.allowsRetry; failures += 1) budget.failed();
  expect(failures).toBe(retryThrottling.maxTokens / 2);
  budget.answered();
  expect(budget.allowsRetry).toBe(true);
  budget.failed();
  let answers = 0;
  for (; !budget.allowsRetry; answers += 1) budget.answered();
  // The failure took one token: as many answers as make one up.
  expect(answers).toBe(1 / retryThrottling.tokenRatio);
});

test("what may be done twice by accident is in nobody's retries", () => {
  const names = config?.name.map(({ method }) => method) ?? [];
  for (const method of ["AcquireDriver", "ReplaceOrder", "CancelOrder", "Run", "WatchSessions"]) {
    expect(names).not.toContain(method);
  }
  expect(names).toContain("PlaceOrder");
});
