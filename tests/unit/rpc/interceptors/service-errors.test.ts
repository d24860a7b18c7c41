import { create } from "@bufbuild/protobuf";
import { createClient, createRouterTransport, type ServiceImpl } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { ErrorReason } from "../../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { WatchSessionsResponseSchema } from "../../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { SessionService } from "../../../../gen/ts/openbell/v1/session_service_pb.ts";
import { serviceErrors } from "../../../../src/rpc/interceptors/service-errors.ts";
import { FeedEnd } from "../../../../src/sessions/session-feed.ts";
import { StoreError } from "../../../../src/store/store-error.ts";

const compacted = {
  reason: ErrorReason.REVISION_COMPACTED,
  message: "removed",
  metadata: { requested_revision: "1", oldest_revision: "2", current_revision: "3" },
};

function clientOf(service: Partial<ServiceImpl<typeof SessionService>>) {
  const router = { interceptors: [serviceErrors] };
  const transport = createRouterTransport((each) => each.service(SessionService, service), {
    router,
  });
  return createClient(SessionService, transport);
}

it("maps what a unary method throws, at once or later", async () => {
  const client = clientOf({
    getSession: () => {
      throw new StoreError("FULL", "no space");
    },
    listSessions: async () => {
      await Promise.resolve();
      throw new StoreError("FULL", "no space");
    },
  });
  await expect(client.getSession({})).rejects.toThrow("the disk of the server is full");
  await expect(client.listSessions({})).rejects.toThrow("the disk of the server is full");
});

it("maps what a stream throws after it began, and delivers what came before", async () => {
  const client = clientOf({
    async *watchSessions() {
      yield create(WatchSessionsResponseSchema, { frameNumber: 1n });
      throw new FeedEnd(compacted);
    },
  });
  const frames: bigint[] = [];
  const read = async () => {
    for await (const { frameNumber } of client.watchSessions({})) frames.push(frameNumber);
  };
  await expect(read()).rejects.toThrow("[out_of_range] removed");
  expect(frames).toEqual([1n]);
});

it("lets answers and defects pass", async () => {
  const client = clientOf({
    getSession: () => ({ session: { sessionId: "ses_1" } }),
    listSessions: () => {
      throw new TypeError("a defect");
    },
  });
  expect((await client.getSession({})).session?.sessionId).toBe("ses_1");
  await expect(client.listSessions({})).rejects.toThrow("[internal]");
});
