// `completion SHELL`: prints the script that completes this program's command lines in a shell.

import { type CommandEntry, type CommandModule, makeCommand } from "./command.js";
import { describeCommands } from "./completion-model.js";
import { completionScripts } from "./completion-scripts.js";
import { exitStatus } from "./exit-status.js";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** The command for this list of commands; the first is implied where a command line names none. */
export function completionOf(commands: readonly [CommandEntry, ...CommandEntry[]]): CommandModule {
  return makeCommand({
    operands: [{ name: "<SHELL>", text: "whose script to print", choices: SHELLS }],
    options: [],
    help: `
Commands, options, their values, codes of findings and paths are completed, for
valk-codemod as a command of its own; what npx starts, shells do not ask about.
Print the script anew after an update of valk-codemod.

Exit status: 0 done; 2 wrong usage.

Examples:
  source <(valk-codemod completion bash)        in ~/.bashrc
  source <(valk-codemod completion zsh)         in ~/.zshrc, behind compinit
  valk-codemod completion fish | source         in ~/.config/fish/config.fish`,

    async run([shell], _values, { stdout }) {
      const print = completionScripts[shell as (typeof SHELLS)[number]];
      stdout.write(print(await describeCommands(commands), commands[0].name));
      return exitStatus();
    },
  });
}
