/** What services there are, as paths and implementations, from the routes of connect. */
import {
  type ConnectRouter,
  createMethodImplSpec,
  createServiceImplSpec,
  type MethodImplSpec,
} from "@connectrpc/connect";

/** A method that can be called. */
export interface GrpcMethod {
  /** `/package.Service/Method` */
  readonly path: string;
  readonly spec: MethodImplSpec;
  /** Whether a call has one request message, not a stream of them. */
  readonly takesOne: boolean;
}

/** Every method that the routes mount, by its path. Throws if two have the same path. */
export function collectGrpcMethods(
  routes: readonly ((router: ConnectRouter) => void)[],
): ReadonlyMap<string, GrpcMethod> {
  const methods = new Map<string, GrpcMethod>();
  const add = (spec: MethodImplSpec) => {
    const path = `/${spec.method.parent.typeName}/${spec.method.name}`;
    if (methods.has(path)) throw new Error(`${path} is mounted twice`);
    const takesOne = spec.kind === "unary" || spec.kind === "server_streaming";
    methods.set(path, { path, spec, takesOne });
  };
  const router: ConnectRouter = {
    handlers: [],
    service(service, implementation) {
      Object.values(createServiceImplSpec(service, implementation).methods).forEach(add);
      return router;
    },
    rpc(method, implementation) {
      add(createMethodImplSpec(method, implementation));
      return router;
    },
  };
  for (const mount of routes) mount(router);
  return methods;
}
