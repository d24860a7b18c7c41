/**
 * A grpc-js server that answers every call of one method with the same bytes: no message is built
 * or read, nothing is stored. What the transport alone can do, and what a load client is tried on.
 * Its one argument is the number of bytes; it prints its port.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";

const answer = Buffer.alloc(Number(process.argv[2] ?? "0"), 7);
const asIs = (bytes: Buffer): Buffer => bytes;
const server = new Server();
const method = {
  path: "/bench.Bare/Call",
  requestStream: false,
  responseStream: false,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
} as const;
server.addService(
  { Call: method },
  {
    Call: (_call: unknown, done: (error: null, message: Buffer) => void) => done(null, answer),
  },
);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  console.log(port);
});
