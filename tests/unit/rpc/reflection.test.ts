import { type create, fromBinary } from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  file_google_protobuf_cpp_features,
} from "@bufbuild/protobuf/wkt";
import { Code, createClient, createRouterTransport } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { Health } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import {
  ServerReflection,
  type ServerReflectionRequestSchema,
} from "../../../gen/ts/grpc/reflection/v1/reflection_pb.ts";
import * as v1alpha from "../../../gen/ts/grpc/reflection/v1alpha/reflection_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { reflectionRoutes } from "../../../src/rpc/reflection.ts";
import { createReflectionIndex } from "../../../src/rpc/reflection-index.ts";

const transport = createRouterTransport(reflectionRoutes([Health, SessionService]));

type Question = NonNullable<
  Parameters<typeof create<typeof ServerReflectionRequestSchema>>[1]
>["messageRequest"];

const versions = {
  v1: createClient(ServerReflection, transport),
  v1alpha: createClient(v1alpha.ServerReflection, transport),
};

describe.each(["v1", "v1alpha"] as const)("reflection %s", (version) => {
  /** The answers of one stream to these questions. */
  async function ask(...questions: Question[]) {
    async function* requests() {
      for (const messageRequest of questions) yield { host: "h", messageRequest };
    }
    const answers = [];
    // The two clients differ in the names of their packages only.
    const client = versions.v1alpha as never as typeof versions.v1;
    const chosen = version === "v1" ? versions.v1 : client;
    for await (const answer of chosen.serverReflectionInfo(requests() as never)) {
      answers.push(answer);
    }
    return answers;
  }

  async function askFiles(...questions: Question[]) {
    const answers = await ask(...questions);
    return answers.map(({ messageResponse }) => {
      if (messageResponse.case !== "fileDescriptorResponse") return messageResponse;
      return messageResponse.value.fileDescriptorProto.map(
        (bytes) => fromBinary(FileDescriptorProtoSchema, bytes).name,
      );
    });
  }

  it("lists the services, itself in both versions included", async () => {
    const [answer] = await ask({ case: "listServices", value: "*" });
    expect(answer?.messageResponse).toMatchObject({
      case: "listServicesResponse",
      value: {
        service: [
          { name: "grpc.health.v1.Health" },
          { name: "grpc.reflection.v1.ServerReflection" },
          { name: "grpc.reflection.v1alpha.ServerReflection" },
          { name: "openbell.v1.SessionService" },
        ],
      },
    });
  });

  it("gives the request back", async () => {
    const question = { case: "fileByFilename", value: "nothing.proto" } as const;
    const [answer] = await ask(question);
    expect(answer).toMatchObject({
      validHost: "h",
      originalRequest: { host: "h", messageRequest: question },
    });
  });

  it("gives a file by its name", async () => {
    const value = "grpc/health/v1/health.proto";
    expect(await askFiles({ case: "fileByFilename", value })).toEqual([[value]]);
  });

  it.each([
    "grpc.health.v1.Health",
    ".grpc.health.v1.Health",
    "grpc.health.v1.Health.Check",
    "grpc.health.v1.HealthCheckResponse",
    "grpc.health.v1.HealthCheckResponse.status",
    "grpc.health.v1.HealthCheckResponse.ServingStatus",
    "grpc.health.v1.HealthCheckResponse.SERVING",
    "grpc.health.v1.HealthListResponse.StatusesEntry",
  ])("gives the file that declares %s", async (value) => {
    const files = await askFiles({ case: "fileContainingSymbol", value });
    expect(files).toEqual([["grpc/health/v1/health.proto"]]);
  });

  it("gives the file that declares a oneof", async () => {
    const value = `grpc.reflection.${version}.ServerReflectionRequest.message_request`;
    const files = await askFiles({ case: "fileContainingSymbol", value });
    expect(files).toEqual([[`grpc/reflection/${version}/reflection.proto`]]);
  });

  it("gives a file with all that it imports, which comes once in a stream", async () => {
    const service = { case: "fileContainingSymbol", value: "openbell.v1.SessionService" } as const;
    const message = { case: "fileContainingSymbol", value: "google.protobuf.Timestamp" } as const;
    const [first, second, third] = (await askFiles(service, message, service)) as string[][];
    expect(first?.[0]).toBe("openbell/v1/session_service.proto");
    expect(first).toContain("google/protobuf/timestamp.proto");
    expect(first).toContain("openbell/v1/session.proto");
    expect(new Set(first).size).toBe(first?.length);
    expect(second).toEqual(["google/protobuf/timestamp.proto"]);
    expect(third).toEqual(["openbell/v1/session_service.proto"]);
  });

  it.each([
    { case: "fileByFilename", value: "nothing.proto" },
    { case: "fileContainingSymbol", value: "no.Thing" },
    { case: "fileContainingSymbol", value: "" },
    { case: "allExtensionNumbersOfType", value: "no.Thing" },
    {
      case: "fileContainingExtension",
      value: { containingType: "google.protobuf.FieldOptions", extensionNumber: 77 },
    },
  ] as Question[])("answers what it does not find, and goes on: $case $value", async (question) => {
    const answers = await ask(question, { case: "listServices", value: "" });
    expect(answers.map((each) => each.messageResponse.case)).toEqual([
      "errorResponse",
      "listServicesResponse",
    ]);
    expect(answers[0]?.messageResponse.value).toMatchObject({ errorCode: Code.NotFound });
  });

  it("answers a request that asks nothing", async () => {
    const [answer] = await ask({ case: undefined });
    expect(answer?.messageResponse).toMatchObject({
      case: "errorResponse",
      value: { errorCode: Code.InvalidArgument },
    });
  });

  it("knows that a message has no extensions", async () => {
    const value = "grpc.health.v1.HealthCheckRequest";
    const [answer] = await ask({ case: "allExtensionNumbersOfType", value });
    expect(answer?.messageResponse).toMatchObject({
      case: "allExtensionNumbersResponse",
      value: { baseTypeName: value, extensionNumber: [] },
    });
  });
});

describe("the index", () => {
  it("finds extensions", () => {
    // A file of extensions, behind a service that imports it in name only.
    const file = { ...Health.file, dependencies: [file_google_protobuf_cpp_features] };
    const index = createReflectionIndex([{ ...Health, file }]);
    const extendee = "google.protobuf.FeatureSet";
    expect(index.findExtensionNumbers(extendee)).toEqual([1000]);
    expect(index.findFileOfExtension(extendee, 1000)).toBe(file_google_protobuf_cpp_features);
    expect(index.findFileOfExtension(extendee, 1001)).toBeUndefined();
    expect(index.findFileOfSymbol("pb.cpp")).toBe(file_google_protobuf_cpp_features);
  });
});
