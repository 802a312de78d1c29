// `rewrite PATTERN REPLACEMENT [PATH…]`: replaces what a pattern matches, with preview, proof and undo.

import { patternTransform } from "../../transforms/pattern-rewrite/pattern-transform.js";
import { readRewrite } from "../pattern/pattern-rewrite.js";
import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import { RUN_OPTIONS } from "./migrate-options.js";
import type { MigrateRequest } from "./migrate-request.js";
import { GUARD_OPTIONS, orUsageError, PATTERN, readGuard } from "./pattern-options.js";
import { readRunRequest, runRequest } from "./run-request.js";
import { printSettings, readSettings } from "./settings.js";
import { PATHS } from "./shared-options.js";

export const rewriteCommand = makeCommand({
  operands: [
    PATTERN,
    {
      name: "<REPLACEMENT>",
      text: "what a match becomes, with the pattern's holes; '' removes it",
    },
    { ...PATHS, text: `${PATHS.text}; - reads standard input` },
  ],
  options: [...GUARD_OPTIONS, ...RUN_OPTIONS],
  help: `
Holes keep their bytes, and lines stay where they are. A match that would lose a
comment is left and reported. One that stands already in what it would become is
left, too: wrapping does not wrap twice.

${exitHelp({
  0: "done or nothing to do",
  1: "something is left to do (--check, or --write with blocked files)",
  2: "wrong usage, a run that is not allowed to write, or a file could not be read, proven or written",
})}

Examples:
  valk-codemod rewrite '(aio/start $$$a)' '(aio/await (aio/start $$$a))'
  valk-codemod rewrite '(quote $word)' '$word' --where '$word=^:' --write
  valk-codemod rewrite '(log $$$_)' '' --not-inside '(fun {log $$$} $_)'`,

  async run([pattern = "", replacement = "", ...paths], values, io) {
    const settings = await readSettings({ ...values, paths }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    const rewrite = orUsageError(() =>
      readRewrite({
        pattern,
        replacement,
        guard: readGuard(values),
        matchesBodies: values.bodies,
      }),
    );
    const transform = patternTransform({
      command: "rewrite",
      name: "rewrite",
      summary: `${pattern} becomes ${replacement}`,
      rewrites: [rewrite],
      notices: [],
    });
    const { mark } = rewrite.query.pattern;
    const request: MigrateRequest = {
      ...readRunRequest(settings, values, transform),
      command: "rewrite",
      ...(mark !== undefined && { marks: [mark] }),
    };
    return runRequest(request, values, io);
  },
});
