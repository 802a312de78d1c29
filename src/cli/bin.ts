#!/usr/bin/env node
// The executable: hands the process to `main` and its result back. Nothing else happens here.

import { BUILD } from "./build-id.js";
import { engineOf, startFast } from "./start-fast.js";

start();

async function start(): Promise<void> {
  startFast(engineOf(process, BUILD));
  const { createProcessIo } = await import("./process-io.js");
  const { main } = await import("./main.js");
  const { io, finish } = createProcessIo(process, BUILD);
  finish(await main(process.argv.slice(2), io));
}
