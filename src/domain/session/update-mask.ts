/** Applies the update mask of a request to what an owner wrote of a session. Pure. */
import { clone, create, type DescField } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type Session,
  type SessionSpec,
  SessionSpecSchema,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { type FieldViolation, fulfil, type Outcome, refuse, rejectFields } from "../rejection.ts";
import type { SessionContent } from "./command.ts";

/** What a mask makes of a session, and the mask that was in force. */
export interface MaskedContent extends SessionContent {
  readonly paths: readonly string[];
}

/** As an assignment makes it, but also where the key is `__proto__`. */
const ownProperty = { configurable: true, enumerable: true, writable: true };

const textMaps = ["labels", "annotations"] as const;

/**
 * The content of `current` with the fields that `paths` names taken from `wanted`. No paths mean
 * those of labels, annotations and spec that are not empty in `wanted`. Refused when a path names
 * nothing that can be updated, all bad paths at once, and when the strategy or the mode would
 * change.
 */
export function applyUpdateMask(
  current: SessionContent,
  wanted: Session,
  paths: readonly string[],
): Outcome<MaskedContent> {
  const named = paths.length === 0 ? populated(wanted) : expand(paths);
  const labels = { ...current.labels };
  const annotations = { ...current.annotations };
  const spec = clone(SessionSpecSchema, current.spec);
  const violations: FieldViolation[] = [];
  for (const path of named) {
    const [head = "", ...rest] = path.split(".");
    if ((head === "labels" || head === "annotations") && path !== `${head}.`) {
      setEntries(head === "labels" ? labels : annotations, wanted[head], rest.join("."));
    } else if (head === "spec") {
      setSpec(spec, wanted.spec ?? create(SessionSpecSchema), rest, path, violations);
    } else {
      violations.push(unknownPath(path));
    }
  }
  violations.push(...changedForGood(current.spec, spec));
  if (violations.length > 0) return refuse(rejectFields(violations));
  return fulfil({ spec, labels, annotations, paths: [...new Set(named.map(recordedPath))] });
}

function populated(wanted: Session): string[] {
  const maps = textMaps.filter((name) => Object.keys(wanted[name]).length > 0);
  return wanted.spec === undefined ? maps : [...maps, "spec"];
}

function expand(paths: readonly string[]): readonly string[] {
  return paths.includes("*") && paths.length === 1 ? [...textMaps, "spec"] : paths;
}

function setEntries(
  target: Record<string, string>,
  wanted: Readonly<Record<string, string>>,
  key: string,
): void {
  const keys = key === "" ? [...Object.keys(target), ...Object.keys(wanted)] : [key];
  for (const name of keys) {
    // A key such as `constructor` is found on every object; only what the client wrote counts.
    const value = Object.hasOwn(wanted, name) ? wanted[name] : undefined;
    if (value === undefined) delete target[name];
    else Object.defineProperty(target, name, { value, ...ownProperty });
  }
}

function setSpec(
  spec: SessionSpec,
  wanted: SessionSpec,
  names: readonly string[],
  path: string,
  violations: FieldViolation[],
): void {
  let target: ReflectMessage = reflect(SessionSpecSchema, spec);
  let source: ReflectMessage = reflect(SessionSpecSchema, wanted);
  if (names.length === 0) {
    for (const field of target.fields) copyField(target, source, field);
    return;
  }
  for (const [depth, name] of names.entries()) {
    const field = target.fields.find((candidate) => candidate.name === name);
    const isLast = depth === names.length - 1;
    if (field === undefined || (!isLast && field.fieldKind !== "message") || depth > 1) {
      violations.push(unknownPath(path));
      return;
    }
    if (isLast) copyField(target, source, field);
    if (isLast || field.fieldKind !== "message") return;
    if (!target.isSet(field)) target.set(field, target.get(field));
    target = target.get(field);
    source = source.get(field);
  }
}

function copyField(target: ReflectMessage, source: ReflectMessage, field: DescField): void {
  if (!source.isSet(field)) target.clear(field);
  else target.set(field, source.get(field));
}

function changedForGood(before: SessionSpec, after: SessionSpec): FieldViolation[] {
  const fields: [string, boolean][] = [
    ["session.spec.strategy_id", before.strategyId !== after.strategyId],
    ["session.spec.mode_spec", before.modeSpec.case !== after.modeSpec.case],
  ];
  return fields
    .filter(([, changed]) => changed)
    .map(([field]) => ({
      field,
      reason: ErrorReason.IMMUTABLE_FIELD,
      message: "never changes after creation",
      suggestion: "leave it as it is, or create another session",
    }));
}

function unknownPath(path: string): FieldViolation {
  return {
    field: "update_mask",
    reason: ErrorReason.INVALID_UPDATE_MASK,
    message: `\`${path}\` is not a field that can be updated`,
    suggestion:
      "labels, labels.KEY, annotations, annotations.KEY, spec, spec.FIELD, " +
      "spec.simulation.FIELD or * alone",
  };
}

/**
 * The path as the event keeps it. JSON writes the paths of a mask in camel case and refuses those
 * that do not come back from it, as `labels.team_1`: such a key is recorded as its whole map, or
 * nobody could read the event as JSON.
 */
function recordedPath(path: string): string {
  const camel = path.replace(/_+(.?)/gs, (_, next: string) => next.toUpperCase());
  const back = camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return back === path ? path : (path.split(".")[0] ?? path);
}
