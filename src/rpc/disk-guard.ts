/**
 * Keeps calls from waiting without end for a disk that does not answer. All that a client asks of
 * the store is decided, or read, behind the one transaction on its way; so while the disk stalls a
 * call is refused at once: it can be repeated, here or elsewhere, and nothing of it was done.
 */
import type { HandlerContext } from "@connectrpc/connect";
import type { DiskAnswers } from "../store/disk-answers.ts";

/** What a guard asks of the disk. */
export type GuardedDisk = Pick<DiskAnswers, "waitedMs" | "isStalled" | "refusal">;

type Methods = Readonly<Record<string, unknown>>;
type Method = (request: unknown, context: HandlerContext) => unknown;

/**
 * Calls that are worked on at most while the disk is slow, those included whose caller has left:
 * what they wait for still holds them. Far more than any number of clients has under way at a disk
 * that answers.
 */
const callsMost = 8_192;
/** Wait for the disk from which on it counts as slow, in milliseconds. */
const slowMs = 1_000;

/** The guard of all services that stand on one disk. */
export class DiskGuard {
  readonly #disk: GuardedDisk;
  readonly #most: number;
  #underWay = 0;

  /** `most`: calls under way, while the disk is slow. */
  constructor(disk: GuardedDisk, most = callsMost) {
    this.#disk = disk;
    this.#most = most;
  }

  /**
   * The service with its unary methods guarded, but for those named, which do without the disk.
   * Streams have bounds of their own.
   */
  over<Service extends object>(service: Service, exempt: readonly (keyof Service)[] = []): Service {
    const guarded = Object.entries(service as Methods).map(([name, method]) => {
      const isExempt = typeof method !== "function" || exempt.includes(name as keyof Service);
      return [name, isExempt ? method : this.#guard(method as Method)];
    });
    return Object.fromEntries(guarded) as Service;
  }

  #guard(method: Method): Method {
    return (request, context) => {
      if (context.method.methodKind !== "unary") return method(request, context);
      if (this.#mustNotWait()) return Promise.reject(this.#disk.refusal());
      const answer = method(request, context);
      return answer instanceof Promise ? this.#count(answer) : answer;
    };
  }

  #mustNotWait(): boolean {
    const { isStalled, waitedMs } = this.#disk;
    return isStalled || (this.#underWay >= this.#most && waitedMs >= slowMs);
  }

  async #count<T>(answer: Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await answer;
    } finally {
      this.#underWay -= 1;
    }
  }
}
