import { create } from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  createClient,
  createContextValues,
  createRouterTransport,
  type HandlerContext,
} from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { ErrorInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import {
  Health,
  HealthCheckRequestSchema,
  HealthCheckResponse_ServingStatus as Serving,
} from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { healthRoutes, healthService } from "../../../src/rpc/health.ts";
import { HealthStatus } from "../../../src/rpc/health-status.ts";

function openHealth() {
  const status = new HealthStatus();
  return { status, client: createClient(Health, createRouterTransport(healthRoutes(status))) };
}

describe("the registry", () => {
  it("says at first that the whole server does not serve", () => {
    expect(new HealthStatus().list()).toEqual(new Map([["", Serving.NOT_SERVING]]));
  });

  it("tells of changes only, until a subscriber leaves", () => {
    const status = new HealthStatus();
    const seen: unknown[] = [];
    const leave = status.subscribe((...change) => seen.push(change));
    status.set("a", Serving.SERVING);
    status.set("a", Serving.SERVING);
    status.set("a", Serving.NOT_SERVING);
    leave();
    status.set("a", Serving.SERVING);
    expect(seen).toEqual([
      ["a", Serving.SERVING],
      ["a", Serving.NOT_SERVING],
    ]);
    expect(status.find("a")).toBe(Serving.SERVING);
    expect(status.find("b")).toBeUndefined();
  });

  it("sets all services that it knows", () => {
    const status = new HealthStatus();
    status.set("a", Serving.SERVING);
    status.setAll(Serving.SERVING);
    expect([...status.list().values()]).toEqual([Serving.SERVING, Serving.SERVING]);
  });

  it("tells one subscriber twice if it subscribed twice", () => {
    const status = new HealthStatus();
    let count = 0;
    const listener = () => {
      count += 1;
    };
    status.subscribe(listener);
    const leave = status.subscribe(listener);
    status.set("a", Serving.SERVING);
    leave();
    status.set("a", Serving.NOT_SERVING);
    expect(count).toBe(3);
  });
});

describe("the health service", () => {
  it("checks the whole server and one service", async () => {
    const { status, client } = openHealth();
    expect((await client.check({})).status).toBe(Serving.NOT_SERVING);
    status.set("a.Service", Serving.SERVING);
    expect((await client.check({ service: "a.Service" })).status).toBe(Serving.SERVING);
  });

  it("refuses to check what it does not know", async () => {
    const { client } = openHealth();
    const error = ConnectError.from(
      await client.check({ service: "b.Service" }).catch((reason) => reason),
    );
    expect(error.code).toBe(Code.NotFound);
    expect(error.findDetails(ErrorInfoSchema)).toMatchObject([
      { reason: "SERVICE_NOT_FOUND", domain: "openbell.dev", metadata: { service: "b.Service" } },
    ]);
  });

  it("lists all", async () => {
    const { status, client } = openHealth();
    status.set("a.Service", Serving.SERVING);
    const { statuses } = await client.list({});
    expect(Object.entries(statuses).map(([name, each]) => [name, each.status])).toEqual([
      ["", Serving.NOT_SERVING],
      ["a.Service", Serving.SERVING],
    ]);
  });

  it("watches a service that comes into being, and only its changes", async () => {
    const { status, client } = openHealth();
    const frames = client.watch({ service: "a.Service" })[Symbol.asyncIterator]();
    expect((await frames.next()).value?.status).toBe(Serving.SERVICE_UNKNOWN);
    const next = frames.next();
    status.set("other.Service", Serving.SERVING);
    status.set("a.Service", Serving.SERVING);
    expect((await next).value?.status).toBe(Serving.SERVING);
    const later = frames.next();
    status.set("a.Service", Serving.SERVING);
    status.set("a.Service", Serving.NOT_SERVING);
    expect((await later).value?.status).toBe(Serving.NOT_SERVING);
  });

  it("gives a slow watcher the last status, not every one between", async () => {
    const { status, client } = openHealth();
    const frames = client.watch({})[Symbol.asyncIterator]();
    expect((await frames.next()).value?.status).toBe(Serving.NOT_SERVING);
    status.set("", Serving.SERVING);
    status.set("", Serving.NOT_SERVING);
    status.set("", Serving.SERVING);
    expect((await frames.next()).value?.status).toBe(Serving.SERVING);
  });

  it("says that it does not serve before it ends a watch for that", async () => {
    const stop = new AbortController();
    const status = new HealthStatus();
    status.set("", Serving.SERVING);
    const watch = healthService(status).watch;
    const context = { signal: stop.signal } as HandlerContext;
    const frames = watch(create(HealthCheckRequestSchema), context)[Symbol.asyncIterator]();
    expect((await frames.next()).value).toEqual({ status: Serving.SERVING });
    const last = frames.next();
    stop.abort(new ConnectError("bye", Code.Unavailable));
    status.setAll(Serving.NOT_SERVING);
    expect((await last).value).toEqual({ status: Serving.NOT_SERVING });
    await expect(frames.next()).rejects.toMatchObject({ rawMessage: "bye" });
  });

  it("ends a watch with the reason of its signal", async () => {
    const stop = new AbortController();
    const status = new HealthStatus();
    const transport = createRouterTransport(healthRoutes(status), {
      router: { shutdownSignal: stop.signal },
    });
    const contextValues = createContextValues();
    const frames = createClient(Health, transport)
      .watch({}, { contextValues })
      [Symbol.asyncIterator]();
    await frames.next();
    const end = frames.next();
    stop.abort(new ConnectError("bye", Code.Unavailable));
    await expect(end).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: "bye" });
  });
});
