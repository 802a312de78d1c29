// `transforms`: what --transform takes.

import { transforms } from "../../transforms/all-transforms.js";
import { wrap } from "../text/columns.js";
import { makeCommand } from "./command.js";
import { exitStatus } from "./exit-status.js";

export const transformsCommand = makeCommand({
  options: [],
  help: `
Example:
  valk-codemod migrate --transform define-to-suite test/`,

  async run(_operands, _values, { stdout }) {
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
    return exitStatus();
  },
});
