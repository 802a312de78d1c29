// Every command there is: a new one is one file beside this and one entry below.

import type { CommandEntry } from "./command.js";

/** In the order of the overview. The first is run where no command is named. */
export const commands: readonly [CommandEntry, ...CommandEntry[]] = [
  {
    name: "migrate",
    usage: "[PATH…]",
    summary: "migrate test files; previews unless told to --write",
    load: async () => (await import("./migrate.js")).migrateCommand,
  },
  {
    name: "parse",
    usage: "FILE",
    summary: "show the syntax tree of a file",
    load: async () => (await import("./parse.js")).parseCommand,
  },
  {
    name: "explain",
    usage: "[CODE]",
    summary: "explain a finding, or list all of them",
    load: async () => (await import("./explain.js")).explainCommand,
  },
  {
    name: "transforms",
    usage: "",
    summary: "list the transforms",
    load: async () => (await import("./transforms.js")).transformsCommand,
  },
];
