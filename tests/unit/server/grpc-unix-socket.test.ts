import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { listenAtPath } from "../../../src/server/grpc-unix-socket.ts";

function freePath(): string {
  const folder = mkdtempSync(join(tmpdir(), "openbell-socket-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "grpc.sock");
}

function openServer(): Server {
  const server = createServer((socket) => {
    // Whoever only looks whether somebody is here does not wait for the answer.
    socket.on("error", () => {}).end("here");
  });
  onTestFinished(() => void server.close());
  return server;
}

async function ask(path: string): Promise<string> {
  let answer = "";
  for await (const piece of connect({ path })) answer += piece;
  return answer;
}

/** A process that listens and is killed, which leaves its socket's file behind. */
function leaveSocket(path: string): void {
  const program = `require("node:net").createServer().listen(${JSON.stringify(path)}, () =>
    process.kill(process.pid, "SIGKILL"))`;
  expect(spawnSync(process.execPath, ["-e", program]).signal).toBe("SIGKILL");
  expect(statSync(path).isSocket()).toBe(true);
}

describe("a socket in the file system", () => {
  it("is its user's alone, and goes with its server", async () => {
    const path = freePath();
    const server = openServer();
    await listenAtPath(server, path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await ask(path)).toBe("here");
    await new Promise((resolve) => server.close(resolve));
    expect(existsSync(path)).toBe(false);
  });

  it("replaces what a dead server left", async () => {
    const path = freePath();
    leaveSocket(path);
    await listenAtPath(openServer(), path);
    expect(await ask(path)).toBe("here");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("does not replace a living server", async () => {
    const path = freePath();
    await listenAtPath(openServer(), path);
    await expect(listenAtPath(createServer(), path)).rejects.toMatchObject({ code: "EADDRINUSE" });
    expect(await ask(path)).toBe("here");
  });

  it("does not replace a file of another kind", async () => {
    const path = freePath();
    writeFileSync(path, "mine");
    await expect(listenAtPath(createServer(), path)).rejects.toMatchObject({ code: "EADDRINUSE" });
    expect(existsSync(path)).toBe(true);
  });

  it("needs a folder", async () => {
    const path = join(freePath(), "none", "grpc.sock");
    await expect(listenAtPath(createServer(), path)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
