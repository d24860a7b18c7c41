import { toBinary } from "@bufbuild/protobuf";
import { type SessionSpec, SessionSpecSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import { judgeSpec, type SpecJudgement } from "./judge-spec.ts";
import type { ValidationContext } from "./subject.ts";

/** Judgements kept at most: some MiB, as the rules bound what a spec without violations holds. */
const keptMost = 1_000;

/**
 * Remembers what `judgeSpec` said of specs that came before: bots create sessions of the same spec
 * again and again. What was said holds for its context only, so another catalog, day or limit
 * begins anew. Only specs without violations are kept; what they were judged to be is shared
 * by all who ask, and must not be changed.
 */
export class SpecJudgements {
  /** By the bytes of the spec; the least recently asked for is first. */
  readonly #kept = new Map<string, SpecJudgement>();
  #context: ValidationContext | undefined;
  /** Of the context's catalog, which may since have been read anew. */
  #catalogVersion: string | undefined;

  /** What `judgeSpec` says. */
  readonly judge = (spec: SessionSpec, context: ValidationContext): SpecJudgement => {
    const { version } = context.catalog;
    const isKnown = this.#context !== undefined && isSame(this.#context, context);
    if (!isKnown || version !== this.#catalogVersion) this.#kept.clear();
    this.#context = context;
    this.#catalogVersion = version;
    const bytes = toBinary(SessionSpecSchema, spec);
    const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
    const known = this.#kept.get(key);
    const judgement = known ?? judgeSpec(spec, context);
    if (judgement.violations.length > 0) return judgement;
    if (known !== undefined) this.#kept.delete(key);
    this.#kept.set(key, judgement);
    if (this.#kept.size > keptMost) this.#forgetOldest();
    return judgement;
  };

  #forgetOldest(): void {
    for (const key of this.#kept.keys()) {
      this.#kept.delete(key);
      return;
    }
  }
}

function isSame(a: ValidationContext, b: ValidationContext): boolean {
  return a.limits === b.limits && a.catalog === b.catalog && a.today === b.today;
}
