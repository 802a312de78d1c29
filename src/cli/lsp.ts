// `lsp`: serves an editor on standard input and output.

import { makeCommand } from "./command.js";
import { InvalidValue } from "./option-table.js";

export const lspCommand = makeCommand({
  options: [
    { flags: "--stdio", text: "what is done anyway: messages on standard input and output" },
    {
      flags: "--clientProcessId <ID>",
      text: "end with this process, as with the one that the editor names itself",
      read: readProcessId,
    },
  ],
  help: `
To be started by an editor, not by hand: docs/editor.md says how. It reads files
and never writes one; changes are handed to the editor as edits.

Exit status: 0 the editor said goodbye; 1 it said exit without shutdown;
2 it went away without a word.`,

  async run(_operands, { clientProcessId }, io) {
    return (await import("./lsp-serve.js")).serveEditor(io, clientProcessId);
  },
});

function readProcessId(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) {
    throw new InvalidValue("it takes the number of a process");
  }
  return Number(value);
}
