import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { ErrorInfoSchema } from "../../gen/ts/google/rpc/error_details_pb.ts";
import { isBrokenConnection, systemErrorCodes } from "./error-from-status.ts";

/** What the system says when there is nobody at an address, or no way to it. */
const nobody: ReadonlySet<string> = new Set([
  "EACCES",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "ENOTSOCK",
  "ETIMEDOUT",
]);

/**
 * Says where there is no server, or one of another kind, in errors that no Openbell server wrote:
 * the system and the libraries underneath know a cause, but not what the caller was after.
 */
export function nameAddress(address: string): Interceptor {
  let hasAnswered = false;
  return (next) => async (request) => {
    try {
      const response = await next(request);
      hasAnswered = true;
      return response;
    } catch (thrown) {
      const error = ConnectError.from(thrown);
      const isNobody = !hasAnswered && isBrokenConnection(error, request.signal);
      throw explain(error, address, { hasAnswered, isNobody });
    }
  };
}

function explain(
  error: ConnectError,
  address: string,
  { hasAnswered, isNobody }: { readonly hasAnswered: boolean; readonly isNobody: boolean },
): ConnectError {
  if (error.findDetails(ErrorInfoSchema).length > 0) return error;
  const codes = systemErrorCodes(error);
  if (isNobody || codes.some((code) => nobody.has(code))) {
    return because(error, Code.Unavailable, `no server answers at ${address}`);
  }
  // What spoke HTTP/2 before and breaks its rules now is a broken connection, not another server.
  const speaksNoHttp2 = codes.includes("ERR_HTTP2_ERROR") && !hasAnswered;
  const speaksNoGrpc = error.rawMessage.startsWith("unsupported content type");
  if (error.code === Code.Unimplemented || speaksNoHttp2 || speaksNoGrpc) {
    const message = `the server at ${address} does not speak openbell.v1`;
    return because(error, Code.Unimplemented, message);
  }
  return error;
}

function because(error: ConnectError, code: Code, message: string): ConnectError {
  return new ConnectError(`${message}: ${error.rawMessage}`, code, error.metadata, [], error);
}
