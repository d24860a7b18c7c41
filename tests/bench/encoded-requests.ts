/** Requests as bytes: a load process sends them without building a message each time. */
import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import {
  CreateSessionRequestSchema,
  GetSessionRequestSchema,
  ListSessionsRequestSchema,
  StartSessionRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import type { LoadPlan } from "./load/load-plan.ts";

/** Messages of a plan, and where each call has a UUID of its own. */
export type Requests = Pick<LoadPlan, "messages" | "uuidAt">;

const anyUuid = "01234567-89ab-4cde-8f01-23456789abcd";

/** A creation, with another request id each time; without any if it is "". */
export function createRequests(
  asked: MessageInitShape<typeof CreateSessionRequestSchema>,
  requestId = anyUuid,
): Requests {
  const request = create(CreateSessionRequestSchema, { ...asked, requestId });
  const messages = [toBinary(CreateSessionRequestSchema, request)];
  return requestId === "" ? { messages } : withUuid(messages);
}

/** A Get of each session. */
export function getRequests(sessionIds: readonly string[]): Requests {
  return {
    messages: sessionIds.map((sessionId) =>
      toBinary(GetSessionRequestSchema, create(GetSessionRequestSchema, { sessionId })),
    ),
  };
}

/** A first page of 50 under each filter. */
export function listRequests(filters: readonly string[]): Requests {
  return {
    messages: filters.map((filter) =>
      toBinary(
        ListSessionsRequestSchema,
        create(ListSessionsRequestSchema, { pageSize: 50, filter }),
      ),
    ),
  };
}

/** Start, pause, resume or stop of each session: on the wire their requests are alike. */
export function transitionRequests(sessionIds: readonly string[]): Requests {
  return withUuid(
    sessionIds.map((sessionId) => {
      const request = create(StartSessionRequestSchema, { sessionId, requestId: anyUuid });
      return toBinary(StartSessionRequestSchema, request);
    }),
  );
}

function withUuid(messages: readonly Uint8Array[]): Requests {
  const places = new Set(messages.map((message) => Buffer.from(message).indexOf(anyUuid)));
  const [uuidAt = -1] = places;
  if (places.size !== 1 || uuidAt < 0) throw new Error("the request ids stand at unequal places");
  return { messages, uuidAt };
}
