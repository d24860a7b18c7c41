/**
 * Server reflection, as grpcurl and buf curl ask for it. Versions v1 and v1alpha are equal but for
 * the name of their package, so one implementation answers both: it reads a request by its shape
 * and gives it back as `original_request` untouched, of whichever version it is.
 */
import type { DescFile, DescService } from "@bufbuild/protobuf";
import { Code, type ConnectRouter } from "@connectrpc/connect";
import * as v1 from "../../gen/ts/grpc/reflection/v1/reflection_pb.ts";
import * as v1alpha from "../../gen/ts/grpc/reflection/v1alpha/reflection_pb.ts";
import {
  closure,
  createReflectionIndex,
  fileBytes,
  type ReflectionIndex,
} from "./reflection-index.ts";

/** What is read of a request, in both versions. */
interface ReflectionRequest {
  readonly host: string;
  readonly messageRequest:
    | {
        case: "fileByFilename" | "fileContainingSymbol" | "allExtensionNumbersOfType";
        value: string;
      }
    | { case: "listServices"; value: string }
    | {
        case: "fileContainingExtension";
        value: { readonly containingType: string; readonly extensionNumber: number };
      }
    | { case: undefined; value?: undefined };
}

type ReflectionAnswer =
  | { case: "listServicesResponse"; value: { service: { name: string }[] } }
  | { case: "fileDescriptorResponse"; value: { fileDescriptorProto: Uint8Array[] } }
  | {
      case: "allExtensionNumbersResponse";
      value: { baseTypeName: string; extensionNumber: number[] };
    }
  | { case: "errorResponse"; value: { errorCode: Code; errorMessage: string } };

/** Mounts reflection over these services and over itself. */
export function reflectionRoutes(services: Iterable<DescService>): (router: ConnectRouter) => void {
  const index = createReflectionIndex([...services, v1.ServerReflection, v1alpha.ServerReflection]);
  return (router) => {
    router.service(v1.ServerReflection, {
      serverReflectionInfo: (requests) => answerAll(index, requests),
    });
    router.service(v1alpha.ServerReflection, {
      serverReflectionInfo: (requests) => answerAll(index, requests),
    });
  };
}

/**
 * One answer for each request, in order. A name that is not known is an answer too: the stream goes
 * on. What a stream has sent of the imported files it does not send again.
 */
export async function* answerAll<Request extends ReflectionRequest>(
  index: ReflectionIndex,
  requests: AsyncIterable<Request>,
) {
  const sent = new Set<DescFile>();
  for await (const request of requests) {
    yield {
      validHost: request.host,
      originalRequest: request,
      messageResponse: answer(index, request.messageRequest, sent),
    };
  }
}

function answer(
  index: ReflectionIndex,
  asked: ReflectionRequest["messageRequest"],
  sent: Set<DescFile>,
): ReflectionAnswer {
  switch (asked.case) {
    case "listServices":
      return {
        case: "listServicesResponse",
        value: { service: index.serviceNames.map((name) => ({ name })) },
      };
    case "fileByFilename":
      return describeFile(index.findFile(asked.value), `file ${asked.value}`, sent);
    case "fileContainingSymbol":
      return describeFile(index.findFileOfSymbol(asked.value), `symbol ${asked.value}`, sent);
    case "fileContainingExtension": {
      const { containingType, extensionNumber } = asked.value;
      const file = index.findFileOfExtension(containingType, extensionNumber);
      return describeFile(file, `extension ${extensionNumber} of ${containingType}`, sent);
    }
    case "allExtensionNumbersOfType": {
      const numbers = index.findExtensionNumbers(asked.value);
      if (numbers === undefined) return refusal(Code.NotFound, `no message ${asked.value}`);
      return {
        case: "allExtensionNumbersResponse",
        value: { baseTypeName: asked.value, extensionNumber: [...numbers] },
      };
    }
    default:
      return refusal(Code.InvalidArgument, "message_request is not set, or not known here");
  }
}

function describeFile(
  file: DescFile | undefined,
  asked: string,
  sent: Set<DescFile>,
): ReflectionAnswer {
  if (file === undefined) return refusal(Code.NotFound, `no ${asked}`);
  // The file that was asked for is always in its answer: one client asks again for what it forgot,
  // another finds the answer by its first file. Its imports are sent once in a stream.
  sent.delete(file);
  const fresh = closure(file).filter((each) => !sent.has(each));
  for (const each of fresh) sent.add(each);
  return {
    case: "fileDescriptorResponse",
    value: { fileDescriptorProto: fresh.map(fileBytes) },
  };
}

function refusal(errorCode: Code, errorMessage: string): ReflectionAnswer {
  return { case: "errorResponse", value: { errorCode, errorMessage } };
}
