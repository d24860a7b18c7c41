import { create } from "@bufbuild/protobuf";
import { FieldMaskSchema } from "@bufbuild/protobuf/wkt";
import { SessionSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  type CreateSessionRequest,
  type UpdateSessionRequest,
  UpdateSessionRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { parseEntries } from "./entries.ts";
import { refuseProblems } from "./usage-error.ts";

/** What the flags of `session update` say. */
export interface UpdateFlags {
  readonly label?: readonly string[];
  readonly removeLabel?: readonly string[];
  readonly annotation?: readonly string[];
  readonly removeAnnotation?: readonly string[];
  readonly etag?: string;
}

/**
 * The request that changes only what was named: single labels and annotations by flags, and from a
 * file the whole spec, all labels or all annotations, whichever of them it has.
 *
 * @throws UsageError with everything that is wrong with flags and file.
 */
export function buildUpdateRequest(
  sessionId: string,
  file: CreateSessionRequest | undefined,
  flags: UpdateFlags,
): UpdateSessionRequest {
  const problems: string[] = [];
  const session = create(SessionSchema, { sessionId });
  const paths: string[] = [];
  if (file?.start || file?.validateOnly || file?.requestId) {
    problems.push("start, validate_only and request_id of the file have no meaning in an update");
  }
  if (file?.spec !== undefined) {
    session.spec = file.spec;
    paths.push("spec");
  }
  for (const map of ["labels", "annotations"] as const) {
    const singular = map === "labels" ? "label" : "annotation";
    const set = parseEntries(`--${singular}`, flags[singular], problems);
    const removed = (map === "labels" ? flags.removeLabel : flags.removeAnnotation) ?? [];
    for (const key of removed.filter((name) => Object.hasOwn(set, name))) {
      problems.push(`the ${singular} "${key}" is both set and removed`);
    }
    const replaced = file?.[map] ?? {};
    Object.assign(session[map], replaced, set);
    for (const key of removed) delete session[map][key];
    if (Object.keys(replaced).length > 0) paths.push(map);
    else paths.push(...[...Object.keys(set), ...removed].map((key) => `${map}.${key}`));
  }
  if (paths.length === 0 && problems.length === 0) {
    problems.push("say what to change: --label, --remove-label, --annotation, ... or --spec-file");
  }
  refuseProblems(problems);
  return create(UpdateSessionRequestSchema, {
    session,
    updateMask: create(FieldMaskSchema, { paths }),
    etag: flags.etag ?? "",
  });
}
