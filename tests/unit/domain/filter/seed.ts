import { randomInt } from "node:crypto";

/** Seed of the random tests: FC_SEED where it is set, else a new one. Printed, to be reused. */
export const seed = Number(process.env.FC_SEED ?? randomInt(2 ** 31));

process.stdout.write(`FC_SEED=${seed}\n`);
