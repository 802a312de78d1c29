#!/usr/bin/env node
// The executable: hands the process to `main` and its result back. Nothing else happens here.

import { setFlagsFromString } from "node:v8";
import { BUILD } from "./build-id.js";
import { createHeap } from "./small-heap.js";
import { engineOf, startFast } from "./start-fast.js";

start();

async function start(): Promise<void> {
  const heap = createHeap(setFlagsFromString);
  startFast(engineOf(process, BUILD, heap));
  const { createProcessIo } = await import("./process-io.js");
  const { main } = await import("./main.js");
  const { io, finish } = createProcessIo(process, { build: BUILD, saveMemory: heap.keepSmall });
  finish(await main(process.argv.slice(2), io));
}
