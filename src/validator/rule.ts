import type { FieldViolation } from "../domain/rejection.ts";
import type { SpecSubject } from "./subject.ts";

/**
 * One rule: finds what is wrong in the part of a spec that it is about, with paths that begin at
 * `spec`. It is read only as far as its findings are reported, so a hostile request with millions
 * of mistakes costs no more than one with a hundred.
 */
export type Rule = (subject: SpecSubject) => Iterable<FieldViolation>;
