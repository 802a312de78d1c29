#!/usr/bin/env node
// The executable: hands the process to `main` and its result back. Nothing else happens here.

import { main } from "./main.js";
import { createProcessIo } from "./process-io.js";

const { io, finish } = createProcessIo(process);
main(process.argv.slice(2), io).then(finish);
