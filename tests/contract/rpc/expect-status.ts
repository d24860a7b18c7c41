/** Judges a status by what the contract says of its reason. */
import { type DescMessage, isMessage, type MessageShape } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { expect } from "vitest";
import {
  BadRequestSchema,
  type ErrorInfo,
  ErrorInfoSchema,
  PreconditionFailureSchema,
  QuotaFailureSchema,
  ResourceInfoSchema,
  RetryInfoSchema,
} from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { publishedReason } from "./published-reasons.ts";
import type { WireStatus } from "./wire-call.ts";

/** A bad field: its path, and its reason. */
export type BadField = readonly [path: string, reason: string];

/** What a refusal has to say. */
export interface ExpectedStatus {
  /** Default: that of `fields`, and VALIDATION_FAILED when those have several. */
  readonly reason?: string;
  /** Exactly these, in any order. */
  readonly fields?: readonly BadField[];
  /** At least these. */
  readonly among?: readonly BadField[];
  /** Values of metadata, where more is known of them than that they are there. */
  readonly metadata?: Readonly<Record<string, string | RegExp>>;
}

/** Reasons of INVALID_ARGUMENT that are about the request as a whole. */
const wholeRequest = ["MALFORMED_REQUEST"];

/** A status is well formed, whatever it says. Returns its ErrorInfo. */
export function expectWellFormed(status: WireStatus | undefined): ErrorInfo {
  if (status === undefined) throw new Error("the call was to be refused, and succeeded");
  const { code, message, details } = status;
  const infos = details.filter((each) => isMessage(each, ErrorInfoSchema));
  expect(infos, message).toHaveLength(1);
  const [info] = infos;
  if (info === undefined) throw new Error("a status without ErrorInfo");
  const published = publishedReason(info.reason);
  expect(info.domain).toBe("openbell.dev");
  expect([info.reason, code]).toEqual([info.reason, published.code]);
  expect([Code.Internal, Code.Unknown], message).not.toContain(code);
  expectForPeople(message);
  expectKeys(info, published.metadata, findDetail(status, BadRequestSchema) !== undefined);
  expectDetails(status, info);
  return info;
}

/** A status is well formed and says what is expected. */
export function expectStatus(status: WireStatus | undefined, expected: ExpectedStatus): void {
  const info = expectWellFormed(status);
  const { fields, among, metadata = {} } = expected;
  const listed = badFields(status);
  if (fields !== undefined) expect(sorted(listed)).toEqual(sorted(fields));
  if (among !== undefined) expect(listed).toEqual(expect.arrayContaining([...among]));
  const reason = expected.reason ?? (fields === undefined ? undefined : reasonOf(fields));
  if (reason !== undefined) expect(info.reason).toBe(reason);
  for (const [key, value] of Object.entries(metadata)) {
    if (value instanceof RegExp) expect(info.metadata[key], key).toMatch(value);
    else expect(info.metadata[key], key).toBe(value);
  }
}

/** The bad fields that a status lists. */
export function badFields(status: WireStatus | undefined): BadField[] {
  const { fieldViolations = [] } = findDetail(status, BadRequestSchema) ?? {};
  return fieldViolations.map(({ field, reason }) => [field, reason]);
}

/** The reason of a refusal for these fields. */
export function reasonOf(fields: readonly BadField[]): string {
  const reasons = new Set(fields.map(([, reason]) => reason));
  const [only = "VALIDATION_FAILED"] = reasons;
  return reasons.size === 1 ? only : "VALIDATION_FAILED";
}

/** The detail of this type. */
export function findDetail<Desc extends DescMessage>(
  status: WireStatus | undefined,
  desc: Desc,
): MessageShape<Desc> | undefined {
  return status?.details.find((each) => isMessage(each, desc));
}

/** A sentence; nothing of the inside of the server. */
function expectForPeople(message: string): void {
  expect(message).not.toBe("");
  expect(message).not.toMatch(/\n|^\s*at |node_modules|node:|file:\/\/|\.ts\b|\.js\b|\/src\//);
  expect(message).not.toMatch(/undefined|\[object|SQLITE|TypeError|RangeError/);
}

function expectKeys(info: ErrorInfo, published: readonly string[], listsFields: boolean): void {
  const further = listsFields ? ["fields"] : [];
  const keys = Object.keys(info.metadata);
  expect(keys).toEqual(expect.arrayContaining([...published]));
  expect(keys.filter((key) => ![...published, ...further].includes(key))).toEqual([]);
}

function expectDetails(status: WireStatus, info: ErrorInfo): void {
  const { code, details } = status;
  const types = details.map(({ $typeName }) => $typeName);
  expect(new Set(types).size, "one detail of a type").toBe(types.length);
  const violations = findDetail(status, BadRequestSchema)?.fieldViolations;
  const isAboutFields = code === Code.InvalidArgument && !wholeRequest.includes(info.reason);
  if (isAboutFields) expect(violations ?? []).not.toEqual([]);
  for (const { field, reason, description } of violations ?? []) {
    expect(field).not.toBe("");
    expect(publishedReason(reason).code).toBeDefined();
    expectForPeople(description);
  }
  const failed = findDetail(status, PreconditionFailureSchema)?.violations;
  const exhausted = findDetail(status, QuotaFailureSchema)?.violations;
  const resource = findDetail(status, ResourceInfoSchema);
  const retry = findDetail(status, RetryInfoSchema)?.retryDelay;
  expect(failed?.map(({ type }) => type)).toEqual(
    code === Code.FailedPrecondition ? [info.reason] : undefined,
  );
  expect(exhausted !== undefined).toBe(code === Code.ResourceExhausted);
  const isAboutResource = code === Code.NotFound || code === Code.AlreadyExists;
  expect(resource !== undefined).toBe(isAboutResource);
  if (resource !== undefined) expect(resource.resourceType).not.toBe("");
  if (info.reason === "RATE_LIMITED") expect(retry?.seconds ?? retry?.nanos).toBeDefined();
}

function sorted(fields: readonly BadField[]): readonly string[] {
  return fields.map(([path, reason]) => `${path}: ${reason}`).sort();
}
