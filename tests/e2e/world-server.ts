/** A server in one of two worlds, `node world-server.ts closed|open`: the real one but for its past. */
import { join } from "node:path";
import { pino } from "pino";
import { startServer } from "../../src/server/build-server.ts";
import { loadConfig } from "../../src/server/config.ts";
import { alterCalendars, type World, writeWorld } from "./two-worlds.ts";

const world = process.argv[2] as World;
alterCalendars(world);
const loaded = loadConfig({ env: process.env, cwd: process.cwd(), readFile: () => "" });
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
await writeWorld(join(loaded.config.dataDir, "market"), world);
const server = await startServer(loaded.config, pino({ level: "silent" }));
process.once("SIGTERM", () => void server.stop(0).then(() => process.exit()));
process.stdout.write(`gRPC on ${server.grpcAddress}\nhttp://${server.httpAddress}\n`);
