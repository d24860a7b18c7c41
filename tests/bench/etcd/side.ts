/** The two stores that are compared, each in terms of the calls that do the same on it. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { dataFolder } from "../../e2e/server-process.ts";
import { askedSession } from "../asked-session.ts";
import { createRequests, getRequests, type Requests } from "../encoded-requests.ts";
import type { LoadPlan } from "../load/load-plan.ts";
import { runLoad } from "../load/run-load.ts";
import { startServer } from "../server-under-load.ts";
import { startEtcd } from "./etcd-process.ts";
import { putRequest, rangeRequest } from "./etcd-requests.ts";

/** Entries that are there before anything is measured, and that reads are of. */
export const entryCount = 10_000;

/** Calls of one kind, as a load process takes them and as h2load does. */
export interface SideCalls extends Requests {
  readonly path: string;
  /** One request that may be repeated as it is. */
  readonly repeatable: Uint8Array;
}

/** A store that runs, with its entries. */
export interface Side {
  readonly address: string;
  /** Durable writes. */
  readonly write: SideCalls;
  /** Reads of one entry each. */
  readonly read: SideCalls;
  stop(): Promise<void>;
}

/** An Openbell with sessions, and how many bytes one of them is. */
export async function startOpenbell(): Promise<Side & { readonly sessionBytes: number }> {
  const folder = await dataFolder();
  const server = await startServer(folder.path);
  const stop = async (): Promise<void> => {
    await server.process.stop();
    folder.remove();
  };
  try {
    const { address } = server.targets[0];
    const asked = askedSession("etcd");
    const path = "/openbell.v1.SessionService/CreateSession";
    const requests = createRequests(asked);
    await runLoad({ ...filling, address, path, ...requests });
    const { ids, sessionBytes } = await readSessions(server);
    const read = getRequests(ids);
    const [repeatable = new Uint8Array()] = read.messages;
    return {
      address,
      // Without a request id each repetition is a request of its own.
      write: { path, ...requests, repeatable: createRequests(asked, "").messages[0] ?? repeatable },
      read: { path: "/openbell.v1.SessionService/GetSession", ...read, repeatable },
      sessionBytes,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An etcd with keys and values as long as session ids and sessions. */
export async function startFilledEtcd(
  program: string,
  folder: string,
  valueBytes: number,
): Promise<Side> {
  const etcd = await startEtcd(program, join(folder, `etcd-${randomUUID()}`));
  try {
    const keys = Array.from({ length: entryCount }, () => Buffer.from(`ses_${randomUUID()}`));
    const value = Buffer.alloc(valueBytes, "v");
    const [first = Buffer.alloc(0)] = keys;
    const path = "/etcdserverpb.KV/Put";
    const messages = keys.map((key) => putRequest(key, value));
    await runLoad({ ...filling, address: etcd.address, path, messages });
    const [put = new Uint8Array()] = messages;
    const uuidAt = Buffer.from(put).indexOf(first) + "ses_".length;
    return {
      address: etcd.address,
      write: { path, messages: [put], uuidAt, repeatable: put },
      read: {
        path: "/etcdserverpb.KV/Range",
        messages: keys.map(rangeRequest),
        repeatable: rangeRequest(first),
      },
      stop: etcd.stop,
    };
  } catch (error) {
    await etcd.stop();
    throw error;
  }
}

const filling: Pick<LoadPlan, "client" | "arrivals"> = {
  client: "lean",
  arrivals: { kind: "closed", inFlight: 64, extent: { calls: entryCount } },
};

async function readSessions(server: Awaited<ReturnType<typeof startServer>>) {
  const { sessions, close } = server.connect();
  const ids: string[] = [];
  let sessionBytes = 0;
  let pageToken = "";
  do {
    const page = await sessions.listSessions({ pageSize: 250, pageToken });
    for (const session of page.sessions) {
      ids.push(session.sessionId);
      sessionBytes = toBinary(SessionSchema, create(SessionSchema, session)).length;
    }
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  close();
  return { ids, sessionBytes };
}
