/** Interceptors see and change the same over the native transport as over connect's own. */
import {
  type ConnectRouter,
  createClient,
  createContextKey,
  type Interceptor,
} from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { describe, expect, it, onTestFinished } from "vitest";
import { listenConnect } from "../../../src/server/connect-transport.ts";
import { listenGrpc } from "../../../src/server/grpc-transport.ts";
import { FourKinds } from "./four-kinds.ts";

const transports = { "connect's": listenConnect, native: listenGrpc };
const word = createContextKey("none");

async function open(
  listen: typeof listenConnect | typeof listenGrpc,
  route: (router: ConnectRouter) => void,
  interceptors: Interceptor[],
) {
  const logged: unknown[] = [];
  const transport = await listen({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    routes: [route],
    interceptors,
    log: { error: (fields) => logged.push(fields), warn: (fields) => logged.push(fields) },
  });
  onTestFinished(async () => {
    await transport.close(0);
    expect(logged).toEqual([]);
  });
  const baseUrl = `http://${transport.addresses[0]}`;
  return createClient(FourKinds, createGrpcTransport({ baseUrl }));
}

async function* values(...list: string[]) {
  for (const value of list) yield { value };
}

async function collect(items: AsyncIterable<{ value: string }>): Promise<string[]> {
  const all: string[] = [];
  for await (const { value } of items) all.push(value);
  return all;
}

const echo = (router: ConnectRouter) => {
  router.service(FourKinds, {
    one: (request) => request,
    async *many({ value }) {
      yield { value };
      yield { value };
    },
    async sum(requests) {
      return { value: (await collect(requests)).join("+") };
    },
    async *talk(requests) {
      yield* requests;
    },
  });
};

describe.each(Object.entries(transports))("over the %s transport", (_, listen) => {
  it("interceptors run in order around the service, for all kinds", async () => {
    const steps: string[] = [];
    const note =
      (name: string): Interceptor =>
      (next) =>
      async (request) => {
        steps.push(`${name} ${request.method.name} ${request.stream}`);
        const response = await next(request);
        steps.push(`${name} after ${response.stream} ${response.method.name}`);
        return response;
      };
    const client = await open(listen, echo, [note("a"), note("b")]);
    expect((await client.one({ value: "x" })).value).toBe("x");
    expect(await collect(client.many({ value: "x" }))).toEqual(["x", "x"]);
    expect((await client.sum(values("x", "y"))).value).toBe("x+y");
    expect(await collect(client.talk(values("x", "y")))).toEqual(["x", "y"]);
    const streams = { One: false, Many: true, Sum: true, Talk: true };
    expect(steps).toEqual(
      Object.entries(streams).flatMap(([name, stream]) => [
        `a ${name} ${stream}`,
        `b ${name} ${stream}`,
        `b after ${stream} ${name}`,
        `a after ${stream} ${name}`,
      ]),
    );
  });

  it("interceptors see what a request is, also of a copy", async () => {
    const seen: unknown[] = [];
    const client = await open(listen, echo, [
      (next) => async (request) => {
        const { header, signal, url, service, requestMethod } = { ...request };
        seen.push([
          header.get("x-ask"),
          [...header.keys()].some((name) => name.startsWith(":")),
          new Headers(header).get("x-ask"),
          signal.aborted,
          new URL(url).pathname,
          service.typeName,
          requestMethod,
        ]);
        return await next({ ...request });
      },
    ]);
    const headers = { "x-ask": "a" };
    await client.one({}, { headers });
    await collect(client.talk(values(), { headers }));
    const common = ["a", false, "a", false];
    expect(seen).toEqual([
      [...common, "/trial.FourKinds/One", "trial.FourKinds", "POST"],
      [...common, "/trial.FourKinds/Talk", "trial.FourKinds", "POST"],
    ]);
  });

  it("interceptors change what a service sees", async () => {
    const client = await open(
      listen,
      (router) => {
        router.service(FourKinds, {
          one: ({ value }, { values: contextValues, requestHeader, signal }) => ({
            value: `${value} ${contextValues.get(word)} ${requestHeader.get("x-new")} ${signal.aborted}`,
          }),
          async *talk(requests, { values: contextValues, requestHeader }) {
            for await (const { value } of requests) {
              yield { value: `${value} ${contextValues.get(word)} ${requestHeader.get("x-new")}` };
            }
          },
        });
      },
      [
        (next) => async (request) => {
          request.contextValues.set(word, "set");
          const header = new Headers(request.header);
          header.set("x-new", "new");
          const signal = AbortSignal.abort();
          if (!request.stream) return await next({ ...request, header, signal });
          async function* louder(messages: AsyncIterable<unknown>) {
            for await (const message of messages) {
              yield { ...(message as { value: string }), value: "LOUD" };
            }
          }
          return await next({ ...request, header, message: louder(request.message) as never });
        },
      ],
    );
    expect((await client.one({ value: "x" })).value).toBe("x set new true");
    expect(await collect(client.talk(values("x")))).toEqual(["LOUD set new"]);
  });

  it("interceptors change what a caller sees", async () => {
    const client = await open(listen, echo, [
      (next) => async (request) => {
        const response = await next(request);
        response.header.set("x-head", "h");
        response.trailer.set("x-trail", "t");
        const trailer = new Headers(response.trailer);
        trailer.append("x-trail", "u");
        return { ...response, trailer };
      },
    ]);
    const seen: unknown[] = [];
    const options = {
      onHeader: (headers: Headers) => seen.push(headers.get("x-head")),
      onTrailer: (trailers: Headers) => seen.push(trailers.get("x-trail")),
    };
    await client.one({}, options);
    await collect(client.many({}, options));
    expect(seen).toEqual(["h", "t, u", "h", "t, u"]);
  });
});

describe("over the native transport", () => {
  it("an interceptor may put other headers in place of those of the response", async () => {
    const client = await open(listenGrpc, echo, [
      (next) => async (request) => ({
        ...(await next(request)),
        header: new Headers([
          ["x-head", "a"],
          ["x-head", "b"],
          ["grpc-status", "5"],
        ]),
      }),
    ]);
    const seen: unknown[] = [];
    const onHeader = (headers: Headers) => seen.push(headers.get("x-head"));
    await client.one({}, { onHeader });
    await collect(client.many({}, { onHeader }));
    expect(seen).toEqual(["a, b", "a, b"]);
  });

  it("an interceptor may not change the kind of a call", async () => {
    const rounds: Interceptor[] = [
      (next) => (request) => next({ ...request, stream: !request.stream } as never),
    ];
    const logged: string[] = [];
    const transport = await listenGrpc({
      addresses: [{ host: "127.0.0.1", port: 0 }],
      routes: [echo],
      interceptors: rounds,
      log: { error: ({ err }) => logged.push((err as Error).message), warn: () => {} },
    });
    onTestFinished(() => transport.close(0));
    const baseUrl = `http://${transport.addresses[0]}`;
    const client = createClient(FourKinds, createGrpcTransport({ baseUrl }));
    await expect(client.one({})).rejects.toMatchObject({ rawMessage: "internal error" });
    await expect(collect(client.many({}))).rejects.toMatchObject({ rawMessage: "internal error" });
    expect(logged).toEqual([
      "an interceptor made One a stream",
      "an interceptor made Many a unary call",
    ]);
  });

  it("an interceptor may answer in place of the service", async () => {
    const client = await open(
      listenGrpc,
      (router) => {
        router.service(FourKinds, {});
      },
      [
        () => async (request) => {
          const { service, method } = request;
          const common = { service, header: new Headers(), trailer: new Headers() };
          const message = { $typeName: method.output.typeName, value: "mine" } as never;
          return { ...common, stream: false, method: method as never, message };
        },
      ],
    );
    expect((await client.one({})).value).toBe("mine");
  });
});
