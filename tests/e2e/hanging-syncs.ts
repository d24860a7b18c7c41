/** Loaded into a server before all else, so that its syncs wait: see `hanging-disk.ts`. */
import fs from "node:fs";
import { hangingPipe } from "./hanging-pipe.ts";

const pipe = hangingPipe(process.env.OPENBELL_DATA_DIR ?? "");
const { fdatasync } = fs;

fs.fdatasync = Object.assign(
  (descriptor: number, done: fs.NoParamCallback) => {
    if (!fs.existsSync(pipe)) return fdatasync(descriptor, done);
    // To open a pipe for reading takes until somebody opens it for writing.
    fs.open(pipe, "r", (_, opened) => {
      fs.close(opened, () => fdatasync(descriptor, done));
    });
  },
  { __promisify__: fdatasync.__promisify__ },
);
