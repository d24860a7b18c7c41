/** The request of `session create` and `session validate`: a file, flags, or a file and flags. */
import { create } from "@bufbuild/protobuf";
import {
  Drive,
  DriveSchema,
  type Pace,
  PaceSchema,
  type SessionSpec,
  SessionSpecSchema,
  type SimulationSpec,
  SimulationSpecSchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  type CreateSessionRequest,
  CreateSessionRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { findEnumValue } from "../domain/enum-name.ts";
import { durationForm, durationMessage, parseDurationMs } from "./duration-text.ts";
import { parseEntries } from "./entries.ts";
import { refuseProblems } from "./usage-error.ts";

/** What the flags of a spec say. */
export interface SpecFlags {
  readonly symbol?: readonly string[];
  readonly capital?: string;
  readonly currency?: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly strategy?: string;
  readonly strategyVersion?: string;
  readonly name?: string;
  readonly pace?: string;
  readonly drive?: string;
  readonly idleTimeout?: string;
  readonly label?: readonly string[];
  readonly annotation?: readonly string[];
}

/**
 * The request of a file with the flags laid over it; a list given by flags replaces that of the
 * file, labels and annotations are added to it. Values themselves are the server's to judge.
 *
 * @throws UsageError with everything that is wrong with the flags.
 */
export function buildCreateRequest(
  file: CreateSessionRequest | undefined,
  flags: SpecFlags,
): CreateSessionRequest {
  const problems: string[] = [];
  if (file === undefined && Object.keys(flags).length === 0) {
    problems.push("say which session: a session file with -f FILE, or flags such as --symbol");
  }
  const request = file ?? create(CreateSessionRequestSchema);
  request.spec ??= create(SessionSpecSchema);
  applySpec(request.spec, flags, problems);
  applySimulation(request.spec, flags, problems);
  Object.assign(request.labels, parseEntries("--label", flags.label, problems));
  Object.assign(request.annotations, parseEntries("--annotation", flags.annotation, problems));
  refuseProblems(problems);
  return request;
}

function applySpec(spec: SessionSpec, flags: SpecFlags, problems: string[]): void {
  if (flags.symbol !== undefined) spec.symbols = [...flags.symbol];
  if (flags.capital !== undefined) spec.initialCapital = flags.capital;
  if (flags.currency !== undefined) spec.currency = flags.currency;
  if (flags.strategy !== undefined) spec.strategyId = flags.strategy;
  if (flags.strategyVersion !== undefined) spec.strategyVersion = flags.strategyVersion;
  if (flags.name !== undefined) spec.displayName = flags.name;
  if (flags.idleTimeout !== undefined) {
    const idleMs = flags.idleTimeout === "0" ? 0 : parseDurationMs(flags.idleTimeout);
    if (idleMs === undefined) {
      problems.push(`--idle-timeout is "${flags.idleTimeout}": it must be 0 or ${durationForm}`);
    } else {
      spec.idleTimeout = durationMessage(idleMs);
    }
  }
}

function applySimulation(spec: SessionSpec, flags: SpecFlags, problems: string[]): void {
  const { startDate, endDate, pace, drive } = flags;
  const isAsked = [startDate, endDate, pace, drive].some((flag) => flag !== undefined);
  const { case: mode } = spec.modeSpec;
  if (mode !== undefined && mode !== "simulation") {
    if (isAsked) {
      const names = "--start-date, --end-date, --drive and --pace";
      problems.push(`${names} are of a simulation, not of "${mode}"`);
    }
    return;
  }
  const simulation: SimulationSpec =
    spec.modeSpec.case === "simulation" ? spec.modeSpec.value : create(SimulationSpecSchema);
  spec.modeSpec = { case: "simulation", value: simulation };
  if (startDate !== undefined) simulation.startDate = startDate;
  if (endDate !== undefined) simulation.endDate = endDate;
  if (drive !== undefined) {
    const value = findEnumValue(DriveSchema, drive.toUpperCase()) ?? Drive.UNSPECIFIED;
    if (value !== Drive.UNSPECIFIED) simulation.drive = value as Drive;
    else problems.push(`--drive is "${drive}": it must be replay or lockstep`);
  }
  if (pace === undefined) return;
  const parsed = parsePace(pace);
  if (parsed !== undefined) simulation.pace = parsed;
  else problems.push(`--pace is "${pace}": it must be fast, speed=N or interval=DURATION`);
}

/** A pace as `fast`, `speed=3600` or `interval=500ms`; undefined for anything else. */
export function parsePace(text: string): Pace | undefined {
  if (text === "fast") return create(PaceSchema, { kind: { case: "asFast", value: true } });
  const [, kind, value = ""] = /^(speed|interval)=(.+)$/.exec(text) ?? [];
  if (kind === "speed" && /^\d+(\.\d+)?(e\d+)?$/.test(value)) {
    return create(PaceSchema, { kind: { case: "speed", value: Number(value) } });
  }
  const intervalMs = kind === "interval" ? parseDurationMs(value) : undefined;
  if (intervalMs === undefined) return undefined;
  return create(PaceSchema, {
    kind: { case: "intervalPerSlice", value: durationMessage(intervalMs) },
  });
}
