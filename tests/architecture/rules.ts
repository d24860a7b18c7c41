/** All rules of the architecture by name, each over the files it is about. */
import {
  asyncDomainProblems,
  impureProblems,
  syntaxProblems,
  unfinishedProblems,
} from "./banned.ts";
import { floorProblems } from "./floors.ts";
import { cycleProblems, deadFileProblems } from "./graph.ts";
import type { Problem, SourceFile } from "./modules.ts";
import { docstringProblems, fileNameProblems, mirrorProblems, typeNameProblems } from "./naming.ts";
import { fileSizeProblems, functionSizeProblems, lineLengthProblems } from "./sizes.ts";

/** Source files written by hand: of src, tests, scripts and bin. */
export type Repository = readonly SourceFile[];

const src = (files: Repository) => files.filter(({ path }) => path.startsWith("src/"));
const programs = (files: Repository) => files.filter(({ path }) => !path.startsWith("tests/"));
const code = (files: Repository) => files.filter(({ path }) => /\.(ts|mjs|js)$/.test(path));
const paths = (files: Repository) => files.map(({ path }) => path);

/** The rules. */
export const rules: Readonly<Record<string, (files: Repository) => readonly Problem[]>> = {
  floors: (files) => floorProblems(src(files)),
  "no clock, timer, random value or environment below the server": (files) =>
    impureProblems(src(files)),
  "a synchronous domain": (files) => asyncDomainProblems(src(files)),
  "erasable, explicit syntax": (files) => syntaxProblems(code(files)),
  "nothing unfinished": (files) => unfinishedProblems(files),
  "size of files": (files) => fileSizeProblems(code(files)),
  "size of functions": (files) => functionSizeProblems(programs(files)),
  "length of lines": (files) => lineLengthProblems(code(files)),
  "no dead files": (files) => deadFileProblems(files),
  "no circles": (files) => cycleProblems(src(files)),
  "names of files": (files) => fileNameProblems(paths(files)),
  "names of types": (files) => typeNameProblems(src(files)),
  "comments on exports": (files) => docstringProblems(src(files)),
  "unit tests mirror src": (files) => mirrorProblems(paths(files)),
};
