import { HealthCheckResponse_ServingStatus } from "../../gen/ts/grpc/health/v1/health_pb.ts";
import type { HealthStatus } from "../rpc/health-status.ts";
import type { DiskAnswers } from "../store/disk-answers.ts";
import type { TransportLog } from "./transport-log.ts";

const { SERVING, NOT_SERVING } = HealthCheckResponse_ServingStatus;

/**
 * Says that the disk does not answer, and that it does again: to whoever asks for health, so that
 * callers go elsewhere, and in the log. What is so already is said at once. Returns how to stop.
 */
export function reportStalls(
  disk: DiskAnswers,
  health: HealthStatus,
  log: Pick<TransportLog, "warn">,
): () => void {
  const report = (isStalled: boolean, waitedMs: number): void => {
    health.setAll(isStalled ? NOT_SERVING : SERVING);
    const message = isStalled
      ? "the disk does not answer: what needs it is refused until it does"
      : "the disk answers again: everything goes on";
    log.warn({ waitedMs: Math.round(waitedMs), waiting: disk.waiting }, message);
  };
  if (disk.isStalled) report(true, disk.waitedMs);
  return disk.subscribe(report);
}
