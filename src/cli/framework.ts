// `framework install|status|diff`: reads the options and calls the action.

import { createRequire } from "node:module";
import type { CommandModule } from "./command.js";
import type { FrameworkRequest } from "./framework-request.js";
import { COLOR_CHOICES, type ColorChoice } from "./terminal.js";
import { UsageError } from "./usage-error.js";

const ACTIONS = ["install", "status", "diff"] as const;
const FORMATS = ["text", "json"] as const;

export const frameworkCommand: CommandModule = {
  define(command) {
    const { Argument, Option }: typeof import("commander") = createRequire(import.meta.url)(
      "commander",
    );
    command
      .addArgument(new Argument("<ACTION>", "what to do with the module").choices(ACTIONS))
      .option("--compat", "install, diff: the module that speaks both APIs")
      .option("--final", "install, diff: the final module, which has only the new API")
      .option("-n, --dry-run", "install: say what would be done, and write nothing")
      .option("--allow-dirty", "install: write a module with uncommitted changes, too")
      .option("--allow-no-vcs", "install: write a module that lies in no git repository, too")
      .option("--root <FOLDER>", "what load paths are relative to; default: the repository")
      .addOption(
        new Option("-f, --format <FORMAT>", "status: what the report looks like")
          .choices(FORMATS)
          .default("text"),
      )
      .addOption(
        new Option("--color <WHEN>", "colours in the output")
          .choices(COLOR_CHOICES)
          .default("auto"),
      )
      .addHelpText(
        "after",
        `
The module is the one file of the repository that defines test/suite and
test/run, most often src/modules/test.valk. install replaces it as a whole,
keeps the original for valk-codemod undo, and refuses the final module while
any file uses the old API. status says which module is there and who uses it.
diff compares it, line by line, with the one that this tool ships: the one that
it resembles, unless told which.

Exit status: 0 done; 2 wrong usage, or the module may not or could not be
written; 130 interrupted.

Examples:
  valk-codemod framework status
  valk-codemod framework install --compat   before the first file is migrated
  valk-codemod framework diff --final       what would change
  valk-codemod framework install --final    after the last file`,
      );
  },

  async run([action], options, io) {
    const request = readRequest(action as Action, options as unknown as Values);
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
};

type Action = (typeof ACTIONS)[number];

/** The options as commander reads them. */
interface Values {
  readonly compat?: true;
  readonly final?: true;
  readonly dryRun?: true;
  readonly allowDirty?: true;
  readonly allowNoVcs?: true;
  readonly root?: string;
  readonly format: FrameworkRequest["format"];
  readonly color: ColorChoice;
}

const OWNED: readonly (readonly [keyof Values, string, readonly Action[]])[] = [
  ["compat", "--compat", ["install", "diff"]],
  ["final", "--final", ["install", "diff"]],
  ["dryRun", "--dry-run", ["install"]],
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
  if (values.compat && values.final) {
    throw new UsageError("--compat and --final exclude each other", "choose one of them");
  }
  if (action === "install" && !values.compat && !values.final) {
    throw new UsageError(
      "framework install needs to know which module",
      "--compat while files still use the old API, --final when none does",
    );
  }
  return {
    variant: readVariant(values),
    isDryRun: values.dryRun === true,
    allowDirty: values.allowDirty === true,
    allowNoVcs: values.allowNoVcs === true,
    root: values.root,
    format: values.format,
    color: values.color,
  };
}

function readVariant({ compat, final }: Values): FrameworkRequest["variant"] {
  if (compat) {
    return "compat";
  }
  return final ? "final" : undefined;
}
