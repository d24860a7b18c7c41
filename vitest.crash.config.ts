import { defineConfig } from "vitest/config";

/** `npm run test:crash`: one file after another, as each wants the machine and some the disk. */
export default defineConfig({
  test: {
    include: ["tests/crash/**/*.crash.ts"],
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    globalSetup: "tests/e2e/fill-compile-cache.ts",
  },
});
