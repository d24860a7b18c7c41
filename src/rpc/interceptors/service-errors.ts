import type { Interceptor } from "@connectrpc/connect";
import { serviceError } from "../error-map.ts";

/**
 * Gives everything that a service throws, now or while it streams, its status. What `error-map.ts`
 * does not know is left as it is: the transport answers it with INTERNAL and logs it.
 */
export const serviceErrors: Interceptor = (next) => async (request) => {
  try {
    const response = await next(request);
    if (!response.stream) return response;
    return { ...response, message: mapped(response.message) };
  } catch (error) {
    throw serviceError(error) ?? error;
  }
};

async function* mapped<T>(messages: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* messages;
  } catch (error) {
    throw serviceError(error) ?? error;
  }
}
