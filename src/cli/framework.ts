// `framework install|status|diff`: reads the options and calls the action.

import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import type { FrameworkRequest } from "./framework-request.js";
import type { OptionRow, ValuesOf } from "./option-table.js";
import { color, format, guards, ROOT } from "./shared-options.js";
import { UsageError } from "./usage-error.js";

const ACTIONS = ["install", "status", "diff"] as const;

type Action = (typeof ACTIONS)[number];

const OPTIONS = [
  {
    flags: "--compat",
    text: "install, diff: the module that speaks both APIs, and lists where files use all three",
  },
  {
    flags: "--final",
    text: "install, diff: the final module, which has only the new API",
  },
  {
    flags: "--layer",
    text: "install, diff: the list runner that is there, with what pipelines call behind it, and old calls where files use all three",
  },
  {
    flags: "--remove-layer",
    text: "install: the list runner without that again, byte for byte",
  },
  { flags: "-w, --write", text: "install: write the module" },
  ...guards("install: write a module", "lies"),
  ROOT,
  { ...format(["text", "json"]), text: "status: what the report looks like" },
  color("output"),
] as const satisfies readonly OptionRow[];

type Values = ValuesOf<typeof OPTIONS>;

export const frameworkCommand = makeCommand({
  operands: [{ name: "<ACTION>", text: "what to do with the module", choices: ACTIONS }],
  options: OPTIONS,
  help: `
The module is the one file of the repository that defines test/suite and
test/run, most often src/modules/test.valk. install says what it would do, and
does it with --write: it replaces the module as a whole, keeps the original for
valk-codemod undo, and refuses the final one while any file uses the old API.
status says which module is there and who uses it.
A module that runs lists is never replaced: --layer appends what pipelines call,
between two comments, and what old calls need where files use all three styles;
--remove-layer takes out exactly these lines, unless a file needs them. diff
compares the module, line by line, with the one that this tool ships: the one
that it resembles, unless told which.

${exitHelp({
  0: "done",
  2: "wrong usage, or the module may not or could not be written",
})}

Examples:
  valk-codemod framework status
  valk-codemod framework diff --final               what would change
  valk-codemod framework install --compat --write   before the first file
  valk-codemod framework install --final --write    after the last file
  valk-codemod framework install --layer --write    for pipelines beside lists`,

  async run([action], values, io) {
    const request = readRequest(action as Action, values);
    switch (action as Action) {
      case "install": {
        const { installFramework } = await import("./framework-install.js");
        return installFramework(request, io);
      }
      case "status": {
        const { showFrameworkStatus } = await import("./framework-status.js");
        return showFrameworkStatus(request, io);
      }
      default: {
        const { showFrameworkDiff } = await import("./framework-diff.js");
        return showFrameworkDiff(request, io);
      }
    }
  },
});

const OWNED: readonly (readonly [keyof Values, string, readonly Action[]])[] = [
  ["compat", "--compat", ["install", "diff"]],
  ["final", "--final", ["install", "diff"]],
  ["layer", "--layer", ["install", "diff"]],
  ["removeLayer", "--remove-layer", ["install"]],
  ["write", "--write", ["install"]],
  ["allowDirty", "--allow-dirty", ["install"]],
  ["allowNoVcs", "--allow-no-vcs", ["install"]],
];

function readRequest(action: Action, values: Values): FrameworkRequest {
  for (const [key, flag, actions] of OWNED) {
    if (values[key] !== undefined && !actions.includes(action)) {
      throw new UsageError(
        `framework ${action} takes no ${flag}`,
        `${flag} belongs to: ${actions.map((name) => `framework ${name}`).join(", ")}`,
      );
    }
  }
  if (values.format !== "text" && action !== "status") {
    throw new UsageError(`framework ${action} takes no --format`, "only framework status does");
  }
  const named = VARIANTS.filter(([key]) => values[key] === true);
  if (named.length > 1) {
    const flags = named.map(([, flag]) => flag).join(" and ");
    throw new UsageError(`${flags} exclude each other`, "choose one of them");
  }
  if (action === "install" && named.length === 0) {
    throw new UsageError(
      "framework install needs to know which module",
      "--compat while files still use the old API, --final when none does, --layer for a list runner",
    );
  }
  return {
    variant: named[0]?.[2],
    isWriting: values.write === true,
    allowDirty: values.allowDirty === true,
    allowNoVcs: values.allowNoVcs === true,
    root: values.root,
    format: values.format,
    color: values.color,
  };
}

const VARIANTS: readonly (readonly [
  keyof Values,
  string,
  NonNullable<FrameworkRequest["variant"]>,
])[] = [
  ["compat", "--compat", "compat"],
  ["final", "--final", "final"],
  ["layer", "--layer", "layer"],
  ["removeLayer", "--remove-layer", "list"],
];
