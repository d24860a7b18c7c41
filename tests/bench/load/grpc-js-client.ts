/** The client that most users have, without messages: grpc-js, with bytes in and bytes out. */
import { Client, credentials } from "@grpc/grpc-js";
import type { RawClient } from "./raw-client.ts";

const asIs = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** A channel to `host:port` for calls of one method, `/package.Service/Method`. */
export function connectGrpcJs(address: string, path: string): RawClient {
  const client = new Client(address, credentials.createInsecure());
  return {
    call(message) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      client.makeUnaryRequest(
        path,
        asIs,
        (bytes) => bytes,
        message,
        (error) => {
          if (error === null) resolve();
          else reject(error);
        },
      );
      return promise;
    },
    close: () => client.close(),
  };
}
