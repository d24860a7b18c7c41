import { configDefaults, defineConfig } from "vitest/config";

/** Tests that start processes, signal them and kill them. */
const ofProcesses = "tests/e2e/**/*.test.ts";

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // One core waits while another starts servers; the default leaves one of two unused.
    maxWorkers: "100%",
    globalSetup: "tests/e2e/fill-compile-cache.ts",
    // Projects run in the order of their names: what takes longest first, so that no long file is
    // left to end on one core.
    projects: [
      { extends: true, test: { name: "alone", include: [ofProcesses] } },
      {
        extends: true,
        test: {
          name: "together",
          include: ["tests/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ofProcesses],
          // All that modules keep from one file to the next are caches of what never changes; to
          // import them anew for each of 300 files would take longer than most of these do.
          isolate: false,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "json-summary", "html"],
    },
  },
});
