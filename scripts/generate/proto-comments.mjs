// Reads the comments of the contract's enums. Generated code drops them; a descriptor set keeps
// them, by path: field 5 of a file is its enums, field 2 of an enum its values.

import { fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { buf } from "./tools.mjs";

/** `{ EnumName: { VALUE_NAME: comment on one line } }` for every enum of the contract. */
export function readEnumComments() {
  const bytes = buf(["build", "--as-file-descriptor-set", "-o", "-"], { encoding: "buffer" });
  const enums = {};
  for (const file of fromBinary(FileDescriptorSetSchema, bytes).file) {
    if (file.package !== "openbell.v1") continue;
    const comments = commentsByPath(file);
    for (const [enumIndex, desc] of file.enumType.entries()) {
      const values = desc.value.map(({ name }, valueIndex) => [
        name,
        comments.get(`5,${enumIndex},2,${valueIndex}`) ?? "",
      ]);
      enums[desc.name] = Object.fromEntries(values);
    }
  }
  return enums;
}

function commentsByPath(file) {
  const locations = file.sourceCodeInfo?.location ?? [];
  return new Map(
    locations.map((at) => [at.path.join(","), at.leadingComments.trim().replace(/\s+/g, " ")]),
  );
}
