/** A connect transport over @grpc/grpc-js, so that one body of tests runs on that client too. */
import {
  create,
  type DescMessage,
  type DescMethod,
  fromBinary,
  toBinary,
} from "@bufbuild/protobuf";
import {
  type Code,
  ConnectError,
  type StreamResponse,
  type Transport,
  type UnaryResponse,
} from "@connectrpc/connect";
import { Client, credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import { StatusSchema } from "../../gen/ts/google/rpc/status_pb.ts";

/** A transport that the caller has to close. */
export interface GrpcJsTransport extends Transport {
  close(): void;
}

/** Opens a channel to `host:port`. Deadlines and cancels are passed on; headers are not. */
export function createGrpcJsTransport(address: string): GrpcJsTransport {
  const client = new Client(address, credentials.createInsecure());
  const callOptions = (timeoutMs: number | undefined) =>
    // As in connect's own transports, 0 means none.
    timeoutMs === undefined || timeoutMs <= 0 ? {} : { deadline: Date.now() + timeoutMs };
  return {
    close: () => client.close(),
    unary(method, signal, timeoutMs, _header, input) {
      const { promise, resolve, reject } =
        Promise.withResolvers<UnaryResponse<typeof method.input, typeof method.output>>();
      const call = client.makeUnaryRequest(
        pathOf(method),
        (message: Uint8Array) => Buffer.from(message),
        (bytes) => fromBinary(method.output, bytes),
        toBinary(method.input, create(method.input, input)),
        new Metadata(),
        callOptions(timeoutMs),
        (error, message) => {
          if (error !== null) reject(errorOf(error));
          else if (message !== undefined) resolve({ ...response(method), stream: false, message });
        },
      );
      signal?.addEventListener("abort", () => call.cancel());
      return promise;
    },
    async stream(method, signal, timeoutMs, _header, input) {
      const [request] = await collect(input);
      const call = client.makeServerStreamRequest(
        pathOf(method),
        (message: Uint8Array) => Buffer.from(message),
        (bytes) => fromBinary(method.output, bytes),
        toBinary(method.input, create(method.input, request)),
        new Metadata(),
        callOptions(timeoutMs),
      );
      signal?.addEventListener("abort", () => call.cancel());
      const messages = async function* () {
        try {
          for await (const message of call) yield message;
        } catch (error) {
          throw errorOf(error as ServiceError);
        } finally {
          call.cancel();
        }
      };
      const answer = { ...response(method), stream: true as const, message: messages() };
      return answer as StreamResponse<typeof method.input, typeof method.output>;
    },
  };
}

function pathOf(method: DescMethod): string {
  return `/${method.parent.typeName}/${method.name}`;
}

function response<I extends DescMessage, O extends DescMessage>(method: {
  readonly parent: DescMethod["parent"];
  readonly input: I;
  readonly output: O;
}) {
  const empty = { header: new Headers(), trailer: new Headers() };
  return { ...empty, service: method.parent, method: method as never };
}

/** The error of grpc-js with its details, as connect's own transports have it. */
function errorOf(error: ServiceError): ConnectError {
  const found = new ConnectError(error.details, error.code as number as Code);
  const [bytes] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (!(bytes instanceof Buffer)) return found;
  const { details } = fromBinary(StatusSchema, bytes);
  found.details = details.map(({ typeUrl, value }) => {
    return { type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1), value };
  });
  return found;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
