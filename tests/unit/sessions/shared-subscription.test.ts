import { expect, test } from "vitest";
import { SharedSubscription } from "../../../src/sessions/shared-subscription.ts";

test("lasts from the first member to the last, and begins anew for the next", () => {
  const steps: string[] = [];
  const shared = new SharedSubscription(() => {
    steps.push("subscribed");
    return () => steps.push("stopped");
  });
  const leaveFirst = shared.join();
  const leaveSecond = shared.join();
  leaveFirst();
  expect(steps).toEqual(["subscribed"]);
  leaveSecond();
  expect(steps).toEqual(["subscribed", "stopped"]);
  shared.join()();
  expect(steps).toEqual(["subscribed", "stopped", "subscribed", "stopped"]);
});
