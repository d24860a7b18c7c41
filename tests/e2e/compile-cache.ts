/** Names the folder of the cache for the processes of a test run. */
export const compileCacheVariable = "OPENBELL_TEST_COMPILE_CACHE";

/** What a program that a test starts finds in its environment beside the rest. */
export function compileCacheEnv(): Readonly<Record<string, string>> {
  const folder = process.env[compileCacheVariable];
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}
