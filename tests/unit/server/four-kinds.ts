/** A service with one method of each kind, over messages that hold one text. */
import { create, createFileRegistry } from "@bufbuild/protobuf";
import type { GenService } from "@bufbuild/protobuf/codegenv2";
import {
  FileDescriptorProtoSchema,
  file_google_protobuf_wrappers,
  type StringValueSchema,
} from "@bufbuild/protobuf/wkt";

interface Method<Kind extends string> {
  readonly methodKind: Kind;
  readonly input: typeof StringValueSchema;
  readonly output: typeof StringValueSchema;
}

/** The type that a generator would write. */
export type FourKinds = GenService<{
  one: Method<"unary"> & { methodKind: "unary" };
  many: Method<"server_streaming"> & { methodKind: "server_streaming" };
  sum: Method<"client_streaming"> & { methodKind: "client_streaming" };
  talk: Method<"bidi_streaming"> & { methodKind: "bidi_streaming" };
}>;

const text = ".google.protobuf.StringValue";
const method = (name: string, clientStreaming: boolean, serverStreaming: boolean) => ({
  name,
  inputType: text,
  outputType: text,
  clientStreaming,
  serverStreaming,
});

const file = create(FileDescriptorProtoSchema, {
  name: "trial/four_kinds.proto",
  package: "trial",
  syntax: "proto3",
  dependency: ["google/protobuf/wrappers.proto"],
  service: [
    {
      name: "FourKinds",
      method: [
        method("One", false, false),
        method("Many", false, true),
        method("Sum", true, false),
        method("Talk", true, true),
      ],
    },
  ],
});

const found = createFileRegistry(file, () => file_google_protobuf_wrappers).getService(
  "trial.FourKinds",
);
if (found === undefined) throw new Error("the service was not made");

export const FourKinds = found as FourKinds;
export const pathOf = (name: "One" | "Many" | "Sum" | "Talk") => `/trial.FourKinds/${name}`;
