import type { AttemptOptions, CallOptions, CallPolicy } from "./call-policy.ts";

/** The pages of a list, from the request's `page_token` on; each is read when it is asked for. */
export async function* pages<
  Request extends { pageToken?: string },
  Page extends { readonly nextPageToken: string },
>(
  policy: CallPolicy,
  read: (request: Request, attempt: AttemptOptions) => Promise<Page>,
  request: Request,
  options: CallOptions | undefined,
): AsyncGenerator<Page, void, undefined> {
  for (let pageToken = request.pageToken ?? ""; ; ) {
    const page = await policy.run((attempt) => read({ ...request, pageToken }, attempt), options);
    yield page;
    pageToken = page.nextPageToken;
    if (pageToken === "") return;
  }
}
