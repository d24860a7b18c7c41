import { describe, expect, test } from "vitest";
import { reasonName } from "../../../src/domain/rejection.ts";
import { ResumeTokens } from "../../../src/sessions/resume-token.ts";
import type { LogMark, SessionStore } from "../../../src/store/store.ts";

/** A history: its marks by revision, what of it is on the trail, and where it begins. */
function history(head: number, changes: Partial<History> = {}): ResumeTokens {
  const { storeId = "store", from = 1, uid = () => "u", compacted = 0 }: Partial<History> = changes;
  const mark = (revision: bigint): LogMark => ({
    revision,
    uid: `${uid(Number(revision))}${revision}`,
  });
  const isThere = (revision: bigint) =>
    revision <= BigInt(head) &&
    revision > 0n &&
    (revision > BigInt(compacted) || revision % 1_000n === 0n) &&
    revision >= BigInt(from);
  const store: Partial<SessionStore> = {
    storeId,
    position: () => ({ head: BigInt(head), compacted: BigInt(compacted) }),
    readMark: async (revision) => (isThere(revision) ? mark(revision) : undefined),
    readTrail: async (revision) =>
      revision >= 1_000n ? mark((revision / 1_000n) * 1_000n) : undefined,
  };
  return new ResumeTokens(store as SessionStore);
}

interface History {
  readonly storeId: string;
  readonly from: number;
  /** Prefix of the uid of a revision. */
  readonly uid: (revision: number) => string;
  readonly compacted: number;
}

const position = (revision: number, previous = 0, compacted = 0) => ({
  revision: BigInt(revision),
  previousRevision: BigInt(previous),
  compacted: BigInt(compacted),
});

async function redeemed(tokens: ResumeTokens, token: string, filter = "f"): Promise<string> {
  const outcome = await tokens.redeem(token, filter);
  if (!outcome.ok) return reasonName(outcome.rejection.reason);
  return `${outcome.value.revision} after ${outcome.value.previousRevision}`;
}

describe("ResumeTokens", () => {
  test("a token brings back its position, after any number of further revisions", async () => {
    const token = await history(2_500).issue(position(2_345, 2_000), "f");
    expect(await redeemed(history(2_500), token)).toBe("2345 after 2000");
    expect(await redeemed(history(9_999), token)).toBe("2345 after 2000");
    expect(await redeemed(history(9_999, { compacted: 2_345 }), token)).toBe("2345 after 2000");
    const beginning = await history(5).issue(position(0), "f");
    expect(await redeemed(history(5), beginning)).toBe("0 after 0");
  });

  test("compacted: what follows the position was removed", async () => {
    const token = await history(2_500).issue(position(2_345), "f");
    const later = history(9_999, { compacted: 2_346 });
    expect(await redeemed(later, token)).toBe("REVISION_COMPACTED");
    const outcome = await later.redeem(token, "f");
    expect(outcome.ok ? {} : outcome.rejection.metadata).toEqual({
      requested_revision: "2345",
      oldest_revision: "2346",
      current_revision: "9999",
    });
  });

  test("what had been removed when the reading began is no loss to it; what is since then is", async () => {
    const token = await history(2_500, { compacted: 2_000 }).issue(position(100, 90, 2_000), "f");
    const same = history(2_600, { compacted: 2_000 });
    expect(await redeemed(same, token)).toBe("100 after 90");
    const outcome = await same.redeem(token, "f");
    expect(outcome).toMatchObject({ ok: true, value: { compacted: 2_000n } });
    expect(await redeemed(history(2_600, { compacted: 2_001 }), token)).toBe("REVISION_COMPACTED");
  });

  test("another store, another filter", async () => {
    const token = await history(10).issue(position(5), "f");
    expect(await redeemed(history(10, { storeId: "other" }), token)).toBe("STORE_CHANGED");
    expect(await redeemed(history(10), token, "g")).toBe("FILTER_CHANGED");
  });

  test("a restored backup: behind the token, beside it, far past it", async () => {
    const token = await history(2_500).issue(position(2_345), "f");
    expect(await redeemed(history(2_340), token)).toBe("REVISION_IN_FUTURE");
    const uid = (revision: number) => (revision > 2_340 ? "new" : "u");
    expect(await redeemed(history(2_400, { uid }), token)).toBe("STORE_RESTORED");
    const old = (revision: number) => (revision > 1_500 ? "new" : "u");
    const compacted = { uid: old, compacted: 3_000 };
    expect(await redeemed(history(9_000, compacted), token)).toBe("STORE_RESTORED");
    const early = (revision: number) => (revision > 100 ? "new" : "u");
    expect(await redeemed(history(2_100, { uid: early }), token)).toBe("STORE_RESTORED");
  });

  test("the future names both revisions", async () => {
    const token = await history(500).issue(position(400), "f");
    const outcome = await history(300).redeem(token, "f");
    expect(outcome.ok ? {} : outcome.rejection.metadata).toEqual({
      requested_revision: "400",
      current_revision: "300",
    });
  });

  test("a row that comes while the marks are read is none of the token's", async () => {
    const token = await history(2_500).issue(position(2_345), "f");
    let head = 2_344n;
    // Reads of marks wait for the disk, and commits go on meanwhile.
    const readMark = async (revision: bigint) => {
      const found = revision <= head ? { revision, uid: `u${revision}` } : undefined;
      head += 1n;
      return found;
    };
    const store: Partial<SessionStore> = {
      ...{ storeId: "store", readMark, position: () => ({ head, compacted: 0n }) },
    };
    expect(await redeemed(new ResumeTokens(store as SessionStore), token)).toBe(
      "REVISION_IN_FUTURE",
    );
  });

  const packed = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");
  test.each([
    [""],
    ["garbage"],
    ["eyJhIjoxfQ"],
    [packed(null)],
    [packed([])],
    [packed([1, "store", "f", "5", "0", "u5", "0"])],
    [packed([2, "store", "f", "5", "0", "u5", "0", ""])],
    [packed([1, "store", "f", "-5", "0", "u5", "0", ""])],
    [packed([1, "store", "f", "5", "x", "u5", "0", ""])],
    [packed([1, "store", "f", "9".repeat(30), "0", "u5", "0", ""])],
    [packed([1, 7, "f", "5", "0", "u5", "0", ""])],
    [packed([1, "store", "f", 5, "0", "u5", "0", ""])],
  ])("%s is no token", async (token) => {
    expect(await redeemed(history(10), token)).toBe("INVALID_RESUME_TOKEN");
  });

  test("a cut token is no token, wherever it is cut", async () => {
    const token = await history(10).issue(position(5), "f");
    for (let length = 0; length < token.length - 1; length += 1) {
      expect(await redeemed(history(10), token.slice(0, length))).toBe("INVALID_RESUME_TOKEN");
    }
  });

  test("a thousand watchers read the marks once; failed reads are not kept", async () => {
    let reads = 0;
    const store = {
      storeId: "s",
      readMark: async (revision: bigint) => {
        reads += 1;
        if (reads === 1) throw new Error("a read failed");
        return { revision, uid: "u" };
      },
      position: () => ({ head: 9n, compacted: 0n }),
      readTrail: async () => undefined,
    };
    const tokens = new ResumeTokens(store as never);
    await expect(tokens.issue(position(7), "f")).rejects.toThrow("a read failed");
    const issued = Array.from({ length: 1_000 }, () => tokens.issue(position(7), "f"));
    expect(new Set(await Promise.all(issued)).size).toBe(1);
    expect(reads).toBe(2);
  });
});
