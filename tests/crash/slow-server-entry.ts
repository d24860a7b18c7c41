import { fileURLToPath } from "node:url";

/** The program of a server that is sound, but slow at one place; see `slow-server.ts`. */
export function slowServer(where: "reads-disk" | "slow-disk"): readonly string[] {
  return [fileURLToPath(new URL("slow-server.ts", import.meta.url)), where];
}
