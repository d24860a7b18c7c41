import { defineConfig } from "vitest/config";

/** `npm run test:clients`: one client at a time, as scenarios are about time-outs. */
export default defineConfig({
  test: {
    include: ["tests/clients/**/*.clients.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    globalSetup: "tests/e2e/fill-compile-cache.ts",
  },
});
