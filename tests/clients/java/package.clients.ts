/** The Java package as its users meet it: the project of its page builds, its programs run. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify, stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataFolder, type ServerProcess, startServerProcess } from "../../e2e/server-process.ts";
import { buildMs, languages, whyAbsent } from "../languages.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const java = languages.find(({ name }) => name === "java");
const isAbsent = java === undefined || whyAbsent(java) !== undefined;

/** The guide: it has the `pom.xml` of a user's project, which is the home of all programs here. */
const guide = "docs/clients/java.md";

/** What each program of a page shows, from top to bottom. */
const pages: Readonly<Record<string, readonly RegExp[]>> = {
  "gen/java/README.md": [/^85 bars, SESSION_STATE_COMPLETED$/],
  [guide]: [
    /^SESSION_STATE_RUNNING\n(.*\n)*SESSION_STATE_COMPLETED$/,
    /^SESSION_CREATED true$/,
    /^[1-9]\d* fills, digest [0-9a-f]{64}$/,
    /^spec\.symbols\[0\]: (.*\n)*spec\.initial_capital: .*\nSESSION_NOT_FOUND\nno server answers at 127\.0\.0\.1:1: /,
  ],
};

/** The blocks of a page in one language. */
function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8");
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"));
  return [...blocks].map(([, block = ""]) => block);
}

function classOf(program: string): string {
  return /^public class (\w+)/m.exec(program)?.[1] ?? "";
}

/** What `java.build()` makes of the adapter, and of the checks beside it. */
const built = join(root, "node_modules/.cache/openbell-clients/java/adapter/target");

/** Where `java.build()` puts the client, and with it all that it depends on. */
const repository = join(root, "node_modules/.cache/openbell-clients/java/repository");

/**
 * Runs Maven in a project and gives what it wrote, without the colors that it resets even where it
 * has set none. What it says of a failure is there too, not in its errors.
 */
async function maven(project: string, args: readonly string[]): Promise<string> {
  const all = ["-q", "--batch-mode", `-Dmaven.repo.local=${repository}`, ...args];
  const { stdout } = await promisify(execFile)("mvn", all, { cwd: project }).catch((error) => {
    throw new Error(`${error.message}\n${error.stdout}`);
  });
  return stripVTControlCharacters(stdout).trim();
}

describe.skipIf(isAbsent)("java package", () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let server: ServerProcess;
  let project: string;

  beforeAll(async () => {
    await java?.build();
    folder = await dataFolder();
    server = await startServerProcess(folder.path);
    project = mkdtempSync(join(tmpdir(), "openbell-"));
    const sources = join(project, "src/main/java");
    mkdirSync(sources, { recursive: true });
    writeFileSync(join(project, "pom.xml"), blocksOf(guide, "xml").join(""));
    for (const program of Object.keys(pages).flatMap((page) => blocksOf(page, "java"))) {
      const text = program.replaceAll("127.0.0.1:50051", new URL(server.grpcUrl).host);
      writeFileSync(join(sources, `${classOf(program)}.java`), text);
    }
    await maven(project, ["compile"]);
  }, buildMs);
  afterAll(async () => {
    await server?.kill();
    folder?.remove();
    rmSync(project, { recursive: true, force: true });
  });

  test.for(Object.entries(pages))(
    "%s shows what runs",
    { timeout: buildMs },
    async ([page, shows]) => {
      const programs = blocksOf(page, "java");
      expect(programs).toHaveLength(shows.length);
      for (const [index, name] of programs.map(classOf).entries()) {
        const output = await maven(project, ["compile", "exec:java", `-Dexec.mainClass=${name}`]);
        expect(output, `${page}, ${name}`).toMatch(shows[index] ?? /^$/);
      }
    },
  );

  test.for([
    ["its waits grow, and are drawn", "ReconnectPolicyCheck"],
    ["settings that cannot be are refused", "SettingsCheck"],
  ])("%s", async ([, check]) => {
    const classes = [join(built, "test-classes"), join(built, "adapter.jar")].join(delimiter);
    await promisify(execFile)("java", ["-cp", classes, `dev.openbell.client.${check}`]);
  });
});
