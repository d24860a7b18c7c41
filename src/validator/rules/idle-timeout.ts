import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Rule } from "../rule.ts";

const secondsMax = 365n * 86_400n;

/** The idle timeout is 0 (none), or whole seconds up to 365 days. */
export const idleTimeoutRule: Rule = ({ spec: { idleTimeout } }) => {
  if (idleTimeout === undefined) return [];
  const { seconds, nanos } = idleTimeout;
  if (nanos === 0 && seconds >= 0n && seconds <= secondsMax) return [];
  const isFraction = nanos !== 0 && seconds >= 0n && seconds < secondsMax;
  return [
    {
      field: "spec.idle_timeout",
      reason: ErrorReason.INVALID_VALUE,
      message: isFraction
        ? "an idle timeout is in whole seconds"
        : "an idle timeout is from 1s to 365 days, or 0s for no limit",
      suggestion: `${nearest(seconds)}s`,
    },
  ];
};

/** The nearest that is allowed; never 0, which would turn a short timeout into none at all. */
function nearest(seconds: bigint): bigint {
  if (seconds < 1n) return 1n;
  return seconds > secondsMax ? secondsMax : seconds;
}
