/** A file that cannot be read as rows; the message says what is wrong and what would be right. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}
