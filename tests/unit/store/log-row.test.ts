import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SessionMode } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { hashOfRow, type LogRow, markOf, zeroHash } from "../../../src/store/log-row.ts";

const row: Omit<LogRow, "hash"> = {
  revision: 7n,
  uid: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  tenant: "t",
  owner: "owné",
  sessionId: "ses_a",
  firstEventNumber: 3n,
  eventCount: 2,
  kinds: 18,
  mayIgnore: true,
  mode: SessionMode.SIMULATION,
  strategyId: "",
  timeNs: -1n,
  eventSchemaVersion: 1,
  engineVersion: 4,
  fillProfileVersion: "v2",
  previousHash: zeroHash,
  events: Uint8Array.of(9, 9),
  session: Uint8Array.of(8),
};

describe("hashOfRow", () => {
  it("is the SHA-256 of the documented bytes", () => {
    const integer = (hex: string) => hex.padStart(16, "0");
    const documented = [
      "00000003" + "696431",
      "00".repeat(32),
      integer("07"),
      "00000008" + "0102030405060708",
      "00000001" + "74",
      "00000005" + "6f776ec3a9",
      "00000005" + "7365735f61",
      integer("03"),
      integer("02"),
      integer("12"),
      integer("01"),
      integer("01"),
      "00000000",
      "ffffffffffffffff",
      integer("01"),
      integer("04"),
      "00000002" + "7632",
      "ffffffff",
      "00000002" + "0909",
      "00000001" + "08",
      "ffffffff",
    ].join("");
    const wanted = createHash("sha256").update(Buffer.from(documented, "hex")).digest("hex");
    expect(Buffer.from(hashOfRow("id1", row)).toString("hex")).toBe(wanted);
  });

  it("changes with every member", () => {
    const changes: Partial<Record<keyof LogRow, unknown>> = {
      revision: 8n,
      uid: new Uint8Array(8),
      tenant: "to",
      owner: "own",
      sessionId: "ses_b",
      firstEventNumber: 4n,
      eventCount: 3,
      kinds: 2,
      mayIgnore: false,
      mode: SessionMode.PAPER,
      strategyId: "s",
      timeNs: 0n,
      eventSchemaVersion: 2,
      engineVersion: 5,
      fillProfileVersion: "",
      keyId: "",
      previousHash: new Uint8Array(32).fill(1),
      events: new Uint8Array(),
      session: Uint8Array.of(8, 0),
      checkpoint: new Uint8Array(),
    };
    const hashes = Object.entries(changes).map(([name, value]) =>
      Buffer.from(hashOfRow("id1", { ...row, [name]: value })).toString("hex"),
    );
    const original = Buffer.from(hashOfRow("id1", row)).toString("hex");
    const elsewhere = Buffer.from(hashOfRow("id2", row)).toString("hex");
    const different = new Set([original, elsewhere, ...hashes]);
    expect(different.size).toBe(Object.keys(changes).length + 2);
  });
});

describe("markOf", () => {
  it("spells the uid in hexadecimal", () => {
    expect(markOf(row)).toEqual({ revision: 7n, uid: "0102030405060708" });
  });
});
