// `format [PATH…]`: makes indentation, blanks and blank lines even, with preview, proof and undo.

import { formatTransform } from "../../transforms/format/format-transform.js";
import { INDENTS, type Indent, readIndent } from "../format/indents.js";
import { LINE_ENDS } from "../format/rules.js";
import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import { markdown, RUN_OPTIONS } from "./migrate-options.js";
import type { MigrateRequest } from "./migrate-request.js";
import { InvalidValue, type OptionRow } from "./option-table.js";
import { readRunRequest, runRequest } from "./run-request.js";
import { printSettings, readSettings } from "./settings.js";
import { PATHS } from "./shared-options.js";

const FORMAT_OPTIONS = [
  {
    flags: "--strict",
    text: "lay every form out as the table says, however its author has it",
    more: "[the author's choice](format.md#the-authors-choice)",
    example: "--strict",
  },
  {
    flags: "--indent-head <HEAD=RULE>",
    text: `how a head has its arguments: ${INDENTS.join(", ")}; repeatable`,
    read: readIndentHead,
    more: "[the table](format.md#the-table)",
    example: "--indent-head 'log/all=align'",
  },
  {
    flags: "--end-of-line <ENDS>",
    text: "line ends outside strings and comments: lf, crlf, or as the file ends",
    choices: LINE_ENDS,
    example: "--end-of-line lf",
  },
] as const satisfies readonly OptionRow[];

export const formatCommand = makeCommand({
  operands: [{ ...PATHS, text: `${PATHS.text}; - reads standard input` }],
  options: [...FORMAT_OPTIONS, markdown("format"), ...RUN_OPTIONS],
  help: `
Lines stay the author's: none is broken or joined. The form behind a comment
; prettier-ignore stays as it is. Each file is read again before it is written:
tokens, strings and comments are the same, in the same order.

${exitHelp({
  0: "done or nothing to do",
  1: "something is left to do (--check, or --write with blocked files)",
  2: "wrong usage, a run that is not allowed to write, or a file could not be read, proven or written",
})}

Examples:
  valk-codemod format src --write
  valk-codemod format --check
  valk-codemod format - < draft.valk`,

  async run(paths, values, io) {
    const settings = await readSettings({ ...values, paths }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    const { format } = settings;
    const transform = formatTransform({
      ...format,
      strict: values.strict ?? format.strict,
      indents: { ...format.indents, ...values.indentHead },
      endOfLine: values.endOfLine ?? format.endOfLine,
    });
    const request: MigrateRequest = {
      ...readRunRequest(settings, values, transform),
      command: "format",
      rootKey: "format",
      migratesMarkdown: values.markdown === true,
      wantsAllCode: true,
      // Lines that are only indented anew are folded elsewhere; here they are what a run is about.
      unfolds: true,
    };
    return runRequest(request, values, io);
  },
});

/** `HEAD=RULE`, added to those before it. */
function readIndentHead(
  value: string,
  before: Readonly<Record<string, Indent>> = {},
): Readonly<Record<string, Indent>> {
  const indent = readIndent(value);
  if (indent === undefined) {
    throw new InvalidValue(
      `it takes a head and one of ${INDENTS.join(", ")}, such as log/all=align`,
    );
  }
  const [head, rule] = indent;
  return { ...before, [head]: rule };
}
