import type { Rejection } from "../domain/rejection.ts";

/** A refusal in the middle of a stream; the rpc floor gives it its status. */
export class FeedEnd extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.message);
    this.name = "FeedEnd";
    this.rejection = rejection;
  }
}
