import { type AskedRequest, callText, type LifecycleProperty } from "../view.ts";

/**
 * **Real time.** The order of the log is the order that clients can see: a request that was answered
 * before another one was sent has the lower revision. Revisions are dense over the whole store, so
 * this holds between sessions too.
 */
export const realTime: LifecycleProperty = {
  name: "Real time",
  *check({ requests }) {
    const effective = [...requests.values()].flatMap((request) => {
      const [effect] = request.effects;
      return effect === undefined ? [] : [{ ...request, revision: effect.revision }];
    });
    const byAnswer = effective.toSorted((a, b) => a.answeredAt - b.answeredAt);
    let newest: (AskedRequest & { readonly revision: number }) | undefined;
    let index = 0;
    for (const request of effective.toSorted((a, b) => a.sentAt - b.sentAt)) {
      for (; ; index += 1) {
        const earlier = byAnswer[index];
        if (earlier === undefined || earlier.answeredAt >= request.sentAt) break;
        if (earlier.revision > (newest?.revision ?? 0)) newest = earlier;
      }
      if (newest !== undefined && newest.revision > request.revision) {
        yield `${callText(newest.first)} was answered before ${callText(request.first)} was sent, ` +
          `but has revision ${newest.revision} after ${request.revision}`;
      }
    }
  },
};
