/** Each rule finds its planted fault, and lets what is right pass. */
import { describe, expect, test } from "vitest";
import { sourceFile } from "./modules.ts";
import { rules } from "./rules.ts";

/** What a rule says about a repository of these files. */
function verdict(rule: string, repository: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(repository).map(([path, text]) => sourceFile(path, text));
  const check = rules[rule];
  if (check === undefined) throw new Error(`no rule is called ${rule}`);
  return check(files).map(({ path, line, message }) => `${path}:${line}: ${message}`);
}

const imports = (path: string, specifier: string) =>
  verdict("floors", { [path]: `import { a } from "${specifier}";` });

describe("floors", () => {
  test.each([
    ["src/domain/a.ts", "../engine/b.ts", "domain (floor 1) cannot see engine (floor 2)"],
    ["src/domain/a.ts", "node:fs", "the domain is pure"],
    ["src/store/a.ts", "../market/b.ts", "share floor 2"],
    ["src/rpc/a.ts", "../cli/b.ts", "share floor 5"],
    ["src/sessions/a.ts", "../server/b.ts", "cannot see server"],
    ["src/client/a.ts", "../domain/b.ts", "imports gen, client and packages only"],
    ["src/cli/a.ts", "../store/b.ts", "imports gen, domain, client, cli and packages only"],
    ["src/rpc/a.ts", "../client/b.ts", "only cli and server use src/client"],
    ["src/extra/a.ts", "../domain/b.ts", "src/extra has no floor"],
    ["src/domain/a.ts", "../extra/b.ts", "is not on a floor"],
    ["src/domain/a.ts", "../../tests/b.ts", "is not on a floor"],
    ["src/sessions/a.ts", "../store/sqlite/b.ts", "only server/ names an implementation"],
    ["src/store/store.ts", "./memory/b.ts", "only server/ names an implementation"],
    ["src/store/memory/a.ts", "../sqlite/b.ts", "only server/ names an implementation"],
    ["src/brokers/a.ts", "./paper/b.ts", "only server/ names an implementation"],
    ["src/market/a.ts", "./parquet/b.ts", "only server/ names an implementation"],
  ])("%s may not import %s", (path, specifier, message) => {
    expect(imports(path, specifier)).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ["src/domain/session/a.ts", "../money.ts"],
    ["src/domain/a.ts", "../../gen/ts/openbell/v1/session_pb.ts"],
    ["src/sessions/a.ts", "../store/store.ts"],
    ["src/store/sqlite/a.ts", "./b.ts"],
    ["src/store/sqlite/a.ts", "../store.ts"],
    ["src/store/sqlite/a.ts", "node:fs"],
    ["src/market/a.ts", "./import/b.ts"],
    ["src/server/a.ts", "../store/sqlite/b.ts"],
    ["src/server/a.ts", "../cli/main.ts"],
    ["src/cli/a.ts", "../client/b.ts"],
    ["src/cli/a.ts", "commander"],
    ["src/client/a.ts", "../../gen/ts/openbell/v1/session_pb.ts"],
  ])("%s may import %s", (path, specifier) => {
    expect(imports(path, specifier)).toEqual([]);
  });

  test.each([
    'import type { A } from "../server/a.ts";',
    'import "../server/a.ts";',
    'export { a } from "../server/a.ts";',
    'const a = await import("../server/a.ts");',
    'const a = new Worker(new URL("../server/a.ts", import.meta.url));',
  ])("every kind of import counts: %s", (text) => {
    expect(verdict("floors", { "src/rpc/a.ts": text })).toHaveLength(1);
  });

  test("text that looks like an import does not", () => {
    const text = '// import "../server/a.ts";\nconst a = \'import "../server/a.ts";\';';
    expect(verdict("floors", { "src/rpc/a.ts": text })).toEqual([]);
  });
});

describe("no clock, timer, random value or environment below the server", () => {
  const rule = "no clock, timer, random value or environment below the server";

  test.each([
    ["Date.now()", "injected clock"],
    ["new Date()", "injected clock"],
    ["const now = Date();", "injected clock"],
    ["performance.now()", "injected clock"],
    ["process.hrtime.bigint()", "injected clock"],
    ["Math.random()", "injected source"],
    ["setTimeout(f, 1)", "injected timers"],
    ["globalThis.setInterval(f, 1)", "injected timers"],
    ['import { setImmediate } from "node:timers/promises";', "injected timers"],
    ["crypto.randomUUID()", "injected source"],
    ['import { randomBytes } from "node:crypto";', "injected source"],
    ["process.env.HOME", "server/config"],
    ["`\u0024{Date.now()}`", "injected clock"],
    ["webcrypto.getRandomValues(a)", "injected source"],
  ])("%s", (text, instead) => {
    expect(verdict(rule, { "src/rpc/a.ts": text }).join()).toContain(instead);
    expect(verdict(rule, { "src/server/a.ts": text })).toEqual([]);
  });

  test.each([
    "new Date(ms)",
    "this.#timers.setTimeout(f, 1)",
    "clock.now()",
    "// Date.now()",
    '"Math.random()"',
    "process.stdout.write(x)",
    "const id = randomBytes(16);",
    "this.#random.randomBytes(16)",
  ])("%s is right", (text) => {
    expect(verdict(rule, { "src/rpc/a.ts": text })).toEqual([]);
  });
});

describe("a synchronous domain", () => {
  test.each(["async function f() {}", "await x", "let a: Promise<void>"])("%s", (text) => {
    expect(verdict("a synchronous domain", { "src/domain/a.ts": text })).toHaveLength(1);
    expect(verdict("a synchronous domain", { "src/store/a.ts": text })).toEqual([]);
  });
});

describe("erasable, explicit syntax", () => {
  const rule = "erasable, explicit syntax";

  test.each([
    "let a: any;",
    "f(x as any)",
    "type A = Record<string, any>;",
    "let a: any[];",
    "let a: Promise<any>;",
    "function f<T = any>() {}",
    "function f(a: string | any) {}",
    "enum A { B }",
    "export const enum A { B }",
    "declare namespace A { }",
    "namespace A.B { }",
    'export * from "./a.ts";',
    'export * as a from "./a.ts";',
    'export { a } from "./a.ts";',
    'export type { A } from "./a.ts";',
    "export default 1;",
    "class A { constructor(private a: number) {} }",
    "class A { constructor(a: number, protected override b?: string) {} }",
    "class A { constructor(a: number, readonly b = f(1, 2)) {} }",
  ])("%s", (text) => {
    expect(verdict(rule, { "src/rpc/a.ts": text })).toHaveLength(1);
    expect(verdict(rule, { "tests/a.ts": `let a;\n${text}` })).toHaveLength(1);
  });

  test.each([
    "Promise.any([])",
    "expect.any(String)",
    "const a = { any: 1, enum: 2, namespace: 3 };",
    "// any enum",
    "type A = { readonly b: string };",
    "class A { readonly b: number; constructor(b: number) { this.b = b; } }",
    "class A { private readonly b = 1; f(c: readonly string[]) {} }",
    "constructor(a: { readonly b: string }) {}",
    "constructor(a: readonly string[], b: readonly C<D>[]) {}",
    "export { a };",
    "const namespace = x;",
    "const any = x; f(any, 1); if (any) g();",
    "constructor(a: ReadonlyMap<string, readonly A[]>) {}",
  ])("%s is right", (text) => {
    expect(verdict(rule, { "src/rpc/a.ts": text })).toEqual([]);
  });
});

describe("nothing unfinished", () => {
  test.each(["// TODO: later", "/* FIXME */", "/** XXX */", "// HACK"])("%s", (text) => {
    expect(verdict("nothing unfinished", { "src/rpc/a.ts": text })).toHaveLength(1);
  });

  test("text and other words", () => {
    const text = 'const a = "TODO"; // todos are fine';
    expect(verdict("nothing unfinished", { "src/rpc/a.ts": text })).toEqual([]);
  });
});

describe("sizes", () => {
  const lines = (count: number) => "a;\n".repeat(count);

  test("files have at most 300 lines, tests 600", () => {
    expect(verdict("size of files", { "src/rpc/a.ts": lines(300) })).toEqual([]);
    expect(verdict("size of files", { "src/rpc/a.ts": lines(301) })).toEqual([
      "src/rpc/a.ts:1: 301 lines; at most 300: split it by idea",
    ]);
    expect(verdict("size of files", { "tests/a.ts": lines(301) })).toEqual([]);
    expect(verdict("size of files", { "tests/a.ts": lines(601) })).toHaveLength(1);
  });

  test("lines have at most 100 characters, however many bytes or code units those have", () => {
    expect(verdict("length of lines", { "src/a.ts": "\u{1f514}".repeat(100) })).toEqual([]);
    expect(verdict("length of lines", { "src/a.ts": `\n${"a".repeat(101)}` })).toEqual([
      "src/a.ts:2: 101 characters; at most 100",
    ]);
  });

  test.each([
    ["function f() {", "}"],
    ["async function f(): Promise<void> {", "}"],
    ["function f(a: { b: string }): { c: string } {", "}"],
    ["function f(a: string): Record<string, () => void> | undefined {", "}"],
    ["class A { f(): readonly string[] {", "} }"],
    ["class A { get f() {", "} }"],
    ["const f = (a) => {", "};"],
    ["test('a', async () => {", "});"],
  ])("functions have at most 70 lines: %s", (head, end) => {
    const sized = (count: number) => `${head}\n${lines(count)}${end}`;
    expect(verdict("size of functions", { "src/rpc/a.ts": sized(68) })).toEqual([]);
    expect(verdict("size of functions", { "src/rpc/a.ts": sized(69) })).toHaveLength(1);
    expect(verdict("size of functions", { "tests/a.ts": sized(69) })).toEqual([]);
  });

  test.each([
    ["if (a) {", "}"],
    ["for await (const a of b) {", "}"],
    ["class A extends B {", "}"],
    ["function f(): void {}\nclass A {", "}"],
    ["function f(): void {}\ntry {", "} finally {}"],
    ["if (a) {} else {", "}"],
    ["interface A {", "}"],
    ["const a = {", "};"],
    ["const a: Record<string, string> = {", "};"],
  ])("other blocks may have more: %s", (head, end) => {
    const text = `${head}\n${lines(100)}${end}`;
    expect(verdict("size of functions", { "src/rpc/a.ts": text })).toEqual([]);
  });
});

describe("no dead files", () => {
  const entries = {
    "src/server/main.ts": 'import "../rpc/a.ts";',
    "src/server/demo.ts": "",
    "src/server/data.ts": "",
    "src/server/config-documentation.ts": "",
    "src/cli/main.ts": "",
    "src/cli/process-io.ts": "",
    "src/client/client.ts": "",
    "src/client/watch.ts": 'import "./backoff.ts";',
    "src/client/backoff.ts": "",
    "src/rpc/a.ts": 'const b = await import("./b.ts");',
    "src/rpc/b.ts": "",
  };

  test("every file is reached", () => {
    expect(verdict("no dead files", entries)).toEqual([]);
  });

  test("one that is not, even if dead files import it", () => {
    const dead = { "src/rpc/c.ts": 'import "./d.ts";', "src/rpc/d.ts": "" };
    const problems = verdict("no dead files", { ...entries, ...dead });
    expect(problems).toEqual([
      expect.stringContaining("src/rpc/c.ts:1: reached from none of src/server/main.ts"),
      expect.stringContaining("src/rpc/d.ts"),
    ]);
  });

  test("an entry that does not exist", () => {
    const { "src/cli/main.ts": _absent, ...rest } = entries;
    expect(verdict("no dead files", rest)).toEqual([
      "src/cli/main.ts:1: an entry, and does not exist",
    ]);
  });
});

describe("no circles", () => {
  const circle = (word: string) => ({
    "src/rpc/a.ts": 'import { b } from "./b.ts";',
    "src/rpc/b.ts": 'import { c } from "./c.ts";',
    "src/rpc/c.ts": `${word} { a } from "./a.ts";`,
  });

  test("a circle of three", () => {
    expect(verdict("no circles", circle("import"))).toEqual([
      "src/rpc/a.ts:1: imports itself: src/rpc/a.ts → src/rpc/b.ts → src/rpc/c.ts → src/rpc/a.ts",
    ]);
  });

  test("types may refer to each other", () => {
    expect(verdict("no circles", circle("import type"))).toEqual([]);
    const inline = { ...circle("import"), "src/rpc/c.ts": 'import { type A } from "./a.ts";' };
    expect(verdict("no circles", inline)).toEqual([]);
    const mixed = { ...inline, "src/rpc/c.ts": 'import { type A, b } from "./a.ts";' };
    expect(verdict("no circles", mixed)).toHaveLength(1);
  });
});

describe("names", () => {
  test.each(["src/rpc/utils.ts", "src/helpers/a.ts", "tests/common.ts", "src/rpc/index.ts"])(
    "%s is a drawer",
    (path) => {
      expect(verdict("names of files", { [path]: "" }).join()).toContain("is a drawer");
    },
  );

  test("files are in kebab-case", () => {
    expect(verdict("names of files", { "src/rpc/pageToken.ts": "" })).toHaveLength(1);
    expect(verdict("names of files", { "src/rpc/page-token.ts": "" })).toEqual([]);
  });

  test.each(["class OrderManager {}", "class A2Impl {}", "interface IStore {}", "type IFoo = 1;"])(
    "%s",
    (text) => {
      expect(verdict("names of types", { "src/rpc/a.ts": text })).toHaveLength(1);
    },
  );

  test.each(["class Item {}", "interface ItemIterator {}", "type ID = string;"])(
    "%s is right",
    (text) => {
      expect(verdict("names of types", { "src/rpc/a.ts": text })).toEqual([]);
    },
  );
});

describe("comments on exports", () => {
  const rule = "comments on exports";

  test.each([
    ["export const a = 1;", "a is exported"],
    ["export function b() {}", "b is exported"],
    ["export async function c() {}", "c is exported"],
    ["export abstract class D {}", "D is exported"],
    ["export type E = 1;", "E is exported"],
    ["export interface F {}", "F is exported"],
    ["// Not a docstring.\nexport const g = 1;", "g is exported"],
    ["/** Of another. */\nconst x = 1;\nexport const h = 1;", "h is exported"],
    ["export function* i() {}", "i is exported"],
  ])("%s", (text, message) => {
    expect(verdict(rule, { "src/rpc/a.ts": text }).join()).toContain(message);
  });

  test.each([
    "/** What holds. */\nexport const a = 1;",
    "/** One. */\nexport function f(a: 1): 1;\nexport function f(a: 2): 2;",
    "export { a };",
    "const a = 1;",
  ])("%s is right", (text) => {
    expect(verdict(rule, { "src/rpc/a.ts": text })).toEqual([]);
  });
});

test("unit tests mirror src", () => {
  const sources = { "src/rpc/a.ts": "", "src/store/sqlite/b.ts": "" };
  const verdictOf = (path: string) => verdict("unit tests mirror src", { ...sources, [path]: "" });
  expect(verdictOf("tests/unit/rpc/a.test.ts")).toEqual([]);
  expect(verdictOf("tests/unit/rpc/a.big-input.test.ts")).toEqual([]);
  expect(verdictOf("tests/unit/store/sqlite.test.ts")).toEqual([]);
  expect(verdictOf("tests/e2e/anything.test.ts")).toEqual([]);
  expect(verdictOf("tests/unit/rpc/gone.test.ts")).toHaveLength(1);
  expect(verdictOf("tests/unit/domain/a.test.ts")).toHaveLength(1);
});
