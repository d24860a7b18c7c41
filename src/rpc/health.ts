import type { ConnectRouter, ServiceImpl } from "@connectrpc/connect";
import {
  Health,
  HealthCheckResponse_ServingStatus as Serving,
} from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { quote } from "../domain/quote.ts";
import { refusalError } from "./error-map.ts";
import type { HealthStatus } from "./health-status.ts";

/**
 * `grpc.health.v1.Health` over the given registry. Check refuses a service that has no status with
 * NOT_FOUND; Watch says SERVICE_UNKNOWN and waits for it, as the contract of gRPC asks.
 */
export function healthService(status: HealthStatus): ServiceImpl<typeof Health> {
  return {
    check({ service }) {
      const serving = status.find(service);
      if (serving === undefined) throw serviceNotFound(service);
      return { status: serving };
    },
    list() {
      const statuses = [...status.list()].map(([service, serving]) => [
        service,
        { status: serving },
      ]);
      return { statuses: Object.fromEntries(statuses) };
    },
    watch({ service }, { signal }) {
      return watch(status, service, signal);
    },
  };
}

/** Mounts the health service. */
export function healthRoutes(status: HealthStatus): (router: ConnectRouter) => void {
  return (router) => {
    router.service(Health, healthService(status));
  };
}

/**
 * The status of one service now, then each change. A watcher that reads slowly gets the last status
 * instead of every one between: what matters of a health is how it is.
 */
async function* watch(
  status: HealthStatus,
  service: string,
  signal: AbortSignal,
): AsyncGenerator<{ status: Serving }> {
  let wake = Promise.withResolvers<void>();
  const onChange = () => wake.resolve();
  const unsubscribe = status.subscribe((changed) => changed === service && onChange());
  signal.addEventListener("abort", onChange);
  try {
    let sent: Serving | undefined;
    for (;;) {
      // Before the look at the signal: a server that stops says so first.
      const current = status.find(service) ?? Serving.SERVICE_UNKNOWN;
      if (current !== sent) yield { status: current };
      sent = current;
      signal.throwIfAborted();
      await wake.promise;
      wake = Promise.withResolvers();
    }
  } finally {
    unsubscribe();
    signal.removeEventListener("abort", onChange);
  }
}

function serviceNotFound(service: string) {
  return refusalError({
    reason: ErrorReason.SERVICE_NOT_FOUND,
    message: `no service ${quote(service)} has a health status here; List names those that do`,
    metadata: { service },
  });
}
