/** Variables of the environment that are not the server's: the remote commands', the tests'. */
export const otherVariables = [
  "OPENBELL_ADDRESS",
  "OPENBELL_TIMEOUT",
  "OPENBELL_REQUIRE_CLIENTS",
  "OPENBELL_REQUIRE_SNIPPETS",
  "OPENBELL_REQUIRE_TOOLCHAINS",
];
