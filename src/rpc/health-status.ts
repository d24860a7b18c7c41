import { HealthCheckResponse_ServingStatus } from "../../gen/ts/grpc/health/v1/health_pb.ts";

const { SERVING, NOT_SERVING } = HealthCheckResponse_ServingStatus;

/** Whether a service answers. */
export type ServingStatus = typeof SERVING | typeof NOT_SERVING;

/** Called after the status of a service changed. Must not throw. */
export type HealthListener = (service: string, status: ServingStatus) => void;

/**
 * Which services answer, by full name; the empty name stands for the whole server. Pure memory,
 * without clock: who knows the health of something says so here, and the health service reads it.
 * A new one says that the whole server does not serve, which is true until someone says otherwise.
 */
export class HealthStatus {
  readonly #statuses = new Map<string, ServingStatus>([["", NOT_SERVING]]);
  readonly #listeners = new Set<HealthListener>();

  /** Sets the status of a service and tells the subscribers, if it is another than before. */
  set(service: string, status: ServingStatus): void {
    if (this.#statuses.get(service) === status) return;
    this.#statuses.set(service, status);
    for (const listener of [...this.#listeners]) listener(service, status);
  }

  /** Sets the status of every service that is known, the whole server included. */
  setAll(status: ServingStatus): void {
    for (const service of [...this.#statuses.keys()]) this.set(service, status);
  }

  /** The status of a service; undefined when nobody ever set one. */
  find(service: string): ServingStatus | undefined {
    return this.#statuses.get(service);
  }

  /** All services that have a status, in the order in which they got their first. */
  list(): ReadonlyMap<string, ServingStatus> {
    return new Map(this.#statuses);
  }

  /** Tells `listener` about every later change, until the returned function is called. */
  subscribe(listener: HealthListener): () => void {
    const subscription: HealthListener = (service, status) => listener(service, status);
    this.#listeners.add(subscription);
    return () => this.#listeners.delete(subscription);
  }
}
