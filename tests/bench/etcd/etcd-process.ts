/** An etcd of one member with its defaults, in a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { connectGrpcJs } from "../load/grpc-js-client.ts";
import { rangeRequest } from "./etcd-requests.ts";

const startMaxMs = 20_000;
const pollMs = 50;

/** An etcd that serves. */
export interface EtcdProcess {
  /** `host:port` of its clients' address. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts etcd on an empty folder and waits until it answers a read. */
export async function startEtcd(program: string, folder: string): Promise<EtcdProcess> {
  const address = `127.0.0.1:${await freePort()}`;
  const client = `http://${address}`;
  const peer = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(
    program,
    [
      ...["--name", "bench", "--data-dir", folder, "--logger", "zap", "--log-level", "error"],
      ...["--listen-client-urls", client, "--advertise-client-urls", client],
      ...["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer],
      ...["--initial-cluster", `bench=${peer}`],
    ],
    // Nothing of the environment: etcd takes all its settings from there as well.
    { env: { PATH: process.env.PATH }, stdio: ["ignore", "ignore", "pipe"] },
  );
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const exited = once(child, "exit");
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await exited;
  };
  const tried = connectGrpcJs(address, "/etcdserverpb.KV/Range");
  const giveUpAt = performance.now() + startMaxMs;
  while (
    !(await tried.call(rangeRequest(Buffer.from("a"))).then(
      () => true,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`etcd ended with ${child.exitCode}:\n${output}`);
    if (performance.now() > giveUpAt) {
      await stop();
      throw new Error(`etcd did not answer within ${startMaxMs} ms:\n${output}`);
    }
    await pause(pollMs);
  }
  tried.close();
  return { address, stop };
}

/** A port that was free a moment ago: etcd cannot say which one it was given. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a port without a number");
  return address.port;
}
