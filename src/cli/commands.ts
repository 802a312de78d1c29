// Every command there is: a new one is one file beside this and one entry below.

import type { CommandEntry } from "./command.js";

/** In the order of the overview. The first is run where no command is named. */
export const commands: readonly [CommandEntry, ...CommandEntry[]] = [
  {
    name: "migrate",
    group: "Migrate",
    usage: "[PATH…]",
    summary: "migrate test files; previews unless told to --write",
    load: async () => (await import("./migrate.js")).migrateCommand,
  },
  {
    name: "search",
    group: "Patterns",
    usage: "PATTERN [PATH…]",
    summary: "find what a pattern with holes matches",
    load: async () => (await import("./search.js")).searchCommand,
  },
  {
    name: "rewrite",
    group: "Patterns",
    usage: "PATTERN REPLACEMENT [PATH…]",
    summary: "replace what a pattern matches; previews at first",
    load: async () => (await import("./rewrite.js")).rewriteCommand,
  },
  {
    name: "parse",
    group: "Look up",
    usage: "FILE",
    summary: "show the syntax tree of a file",
    load: async () => (await import("./parse.js")).parseCommand,
  },
  {
    name: "lint",
    group: "Globals",
    usage: "[PATH…]",
    summary: "find globals that change after loading; repair with --fix",
    load: async () => (await import("./lint.js")).lintCommand,
  },
  {
    name: "check",
    group: "Migrate",
    usage: "[PATH…]",
    summary: "fail on old tests and findings that are not in the baseline",
    load: async () => (await import("./check.js")).checkCommand,
  },
  {
    name: "undo",
    group: "Take back",
    usage: "[RUN]",
    summary: "take back what a run has written",
    load: async () => (await import("./undo.js")).undoCommand,
  },
  {
    name: "redo",
    group: "Take back",
    usage: "",
    summary: "bring back what undo has taken back",
    load: async () => (await import("./redo.js")).redoCommand,
  },
  {
    name: "runs",
    group: "Take back",
    usage: "",
    summary: "list what was written and can be taken back",
    load: async () => (await import("./runs.js")).runsCommand,
  },
  {
    name: "verify",
    group: "Migrate",
    usage: "[PATH…]",
    summary: "run files before and after the migration, and compare",
    load: async () => (await import("./verify.js")).verifyCommand,
  },
  {
    name: "status",
    group: "Migrate",
    usage: "[PATH…]",
    summary: "say how far the migration is, and what comes next",
    load: async () => (await import("./status.js")).statusCommand,
  },
  {
    name: "framework",
    group: "Migrate",
    usage: "ACTION",
    summary: "install, show or compare the test framework module",
    load: async () => (await import("./framework.js")).frameworkCommand,
  },
  {
    name: "explain",
    group: "Look up",
    usage: "[CODE]",
    summary: "explain a finding, or list all of them",
    load: async () => (await import("./explain.js")).explainCommand,
  },
  {
    name: "transforms",
    group: "Look up",
    usage: "",
    summary: "list the transforms",
    load: async () => (await import("./transforms.js")).transformsCommand,
  },
  {
    name: "completion",
    group: "Look up",
    usage: "SHELL",
    summary: "print a script that completes commands and options",
    load: async () => (await import("./completion.js")).completionOf(commands),
  },
];
