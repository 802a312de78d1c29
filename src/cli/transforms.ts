// `transforms`: what --transform takes.

import { transforms } from "../../transforms/registry.js";
import { wrap } from "../text/wording.js";
import type { CommandModule } from "./command.js";
import { ExitStatus } from "./io.js";

export const transformsCommand: CommandModule = {
  define(command) {
    command.addHelpText(
      "after",
      `
Example:
  valk-codemod migrate --transform define-to-suite test/`,
    );
  },

  async run(_operands, _options, { stdout }) {
    const list = [...transforms.values()];
    const width = Math.max(...list.map(({ name }) => name.length));
    const lines = list.map(({ name, documentation }) =>
      wrap(
        `${name.padEnd(width)}  ${documentation.summary}`,
        Math.min(stdout.columns || 80, 80),
        " ".repeat(width + 2),
      ),
    );
    stdout.write(`${lines.join("\n")}\n`);
    return ExitStatus.Done;
  },
};
