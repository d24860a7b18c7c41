// Reads the contract with its comments. Generated code drops them; a descriptor set keeps them, by
// path: field 4 of a file is its messages, 5 its enums, 6 its services; field 2 of each of these is
// what is in it.

import { fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { buf } from "./tools.mjs";

/**
 * The files of the contract, by name, each as `{ file, commentAt }`: its descriptor, and what
 * stands above a place in it, line by line as it is written.
 */
export function readContract() {
  const bytes = buf(["build", "--as-file-descriptor-set", "-o", "-"], { encoding: "buffer" });
  return fromBinary(FileDescriptorSetSchema, bytes)
    .file.filter((file) => file.package === "openbell.v1")
    .map((file) => ({ file, commentAt: commentsOf(file) }));
}

/** `{ EnumName: { VALUE_NAME: comment on one line } }` for every enum of the contract. */
export function readEnumComments() {
  const enums = {};
  for (const { file, commentAt } of readContract()) {
    for (const [enumIndex, desc] of file.enumType.entries()) {
      const values = desc.value.map(({ name }, valueIndex) => [
        name,
        oneLine(commentAt(5, enumIndex, 2, valueIndex)),
      ]);
      enums[desc.name] = Object.fromEntries(values);
    }
  }
  return enums;
}

/** A comment without the breaks of its lines. */
export function oneLine(comment) {
  return comment.trim().replace(/\s+/g, " ");
}

function commentsOf(file) {
  const locations = file.sourceCodeInfo?.location ?? [];
  const byPath = new Map(locations.map((at) => [at.path.join(","), at.leadingComments]));
  return (...path) => byPath.get(path.join(",")) ?? "";
}
