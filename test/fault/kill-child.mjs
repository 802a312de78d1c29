// A process that runs the command line and gets a signal at a chosen step, to be started by the
// tests: node kill-child.mjs DIST FOLDER STEP SIGNAL KIND COMMAND…
// Prints the number of steps when it gets to its end.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { failingFileSystem } from "./failing-file-system.mjs";

const [dist = "", folder = "", at = "", signal = "", kind = "", ...command] = process.argv.slice(2);

/** @param {string} path */
const load = (path) => import(pathToFileURL(join(dist, path)).href);
const { main } = await load("src/cli/main.js");
const { createProcessIo } = await load("src/cli/process-io.js");
const { diskFileSystem } = await load("src/project/file-system.js");

const { fileSystem, steps } = failingFileSystem(diskFileSystem, {
  at: Number(at),
  fault: { kind: kind === "torn" ? "torn" : "before" },
  die: () => {
    process.kill(process.pid, signal);
    while (signal === "SIGKILL") {
      // Not one step further.
    }
  },
});
process.chdir(folder);
const { io, finish } = createProcessIo(process);
const status = await main(command, { ...io, fileSystem, signal: io.signal, stdin: io.stdin });
process.stderr.write(`\nsteps ${JSON.stringify(steps)}\n`);
finish(status);
