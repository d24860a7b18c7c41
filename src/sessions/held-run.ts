import type { Rejection } from "../domain/rejection.ts";
import { StoreError } from "../store/store-error.ts";
import { wentBack } from "./driving-refusals.ts";
import type { RunSurroundings } from "./run-surroundings.ts";

/**
 * Why a session that is RUNNING has no run at the moment: it lost a commit and is brought back.
 * @throws StoreError FULL where it waits for room on the disk.
 */
export function heldBack(sessionId: string, { hasRoom }: RunSurroundings): Rejection {
  if (hasRoom()) return wentBack(sessionId);
  throw new StoreError("FULL", `${sessionId} waits for room on the disk`);
}
