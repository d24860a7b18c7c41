import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { CreateSessionRequestSchema } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { buildUpdateRequest, type UpdateFlags } from "../../../src/cli/update-request.ts";
import { problemsOf } from "./problems-of.ts";

describe("update", () => {
  const update = (flags: UpdateFlags, file?: Parameters<typeof buildUpdateRequest>[1]) =>
    buildUpdateRequest("ses_a", file, flags);

  test("names each label and annotation that is set or removed, and nothing else", () => {
    const request = update({
      label: ["team=alpha"],
      removeLabel: ["old"],
      annotation: ["note=x"],
      removeAnnotation: ["gone"],
      etag: '"7"',
    });
    expect(request.updateMask?.paths).toEqual([
      "labels.team",
      "labels.old",
      "annotations.note",
      "annotations.gone",
    ]);
    expect(request.session).toMatchObject({
      sessionId: "ses_a",
      labels: { team: "alpha" },
      annotations: { note: "x" },
    });
    expect(request.etag).toBe('"7"');
  });

  test("what a file has replaces the whole, with the flags over it", () => {
    const file = create(CreateSessionRequestSchema, {
      spec: { displayName: "new" },
      labels: { a: "1", b: "2" },
    });
    const request = update({ label: ["c=3"], removeLabel: ["b"] }, file);
    expect(request.updateMask?.paths).toEqual(["spec", "labels"]);
    expect(request.session?.labels).toEqual({ a: "1", c: "3" });
    expect(request.session?.spec?.displayName).toBe("new");
  });

  test("all that is wrong is said at once", () => {
    const file = create(CreateSessionRequestSchema, { start: true });
    const build = () => update({ label: ["a=1", "b"], removeLabel: ["a"] }, file);
    expect(problemsOf(build)).toEqual([
      "start, validate_only and request_id of the file have no meaning in an update",
      '--label is "b": it must be KEY=VALUE',
      'the label "a" is both set and removed',
    ]);
  });

  test("nothing to change is refused", () => {
    expect(problemsOf(() => update({}))).toEqual([expect.stringContaining("say what to change")]);
  });
});
