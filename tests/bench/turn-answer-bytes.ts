/**
 * The barrier of an encoded RunResponse or StepResponse, without decoding the rest: the first field
 * of its only field. 0 where the barrier is.
 */
export function barrierOf(answer: Uint8Array): number {
  const [resultTag, barrierTag] = [0x0a, 0x08];
  if (answer[0] !== resultTag) throw new Error("an answer begins with its result");
  let at = 1;
  while (((answer[at] ?? 0) & 0x80) !== 0) at += 1;
  at += 1;
  if (answer[at] !== barrierTag) return 0;
  let [value, scale] = [0, 1];
  for (at += 1; ; at += 1) {
    const byte = answer[at] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
}
