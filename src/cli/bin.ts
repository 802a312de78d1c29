#!/usr/bin/env node
// The executable: gives an answer that is kept, or hands the process to `main` and its result back. Nothing
// else happens here.

import { setFlagsFromString } from "node:v8";
import { BUILD } from "./build-id.js";
import { giveAgain, openAnswer } from "./kept-answer.js";
import { createProcessIo } from "./process-io.js";
import { createHeap } from "./small-heap.js";
import { engineOf, startFast } from "./start-fast.js";

start();

async function start(): Promise<void> {
  const heap = createHeap(setFlagsFromString);
  const { io, finish } = createProcessIo(process, { build: BUILD, saveMemory: heap.keepSmall });
  const args = process.argv.slice(2);
  const kept = openAnswer(args, io);
  const given = kept && giveAgain(kept, io);
  if (given !== undefined) {
    finish(given);
    return;
  }
  startFast(engineOf(process, BUILD, heap));
  const { main } = await import("./main.js");
  finish(await main(args, io, kept));
}
