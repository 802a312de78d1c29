// `search PATTERN [PATH…]`: says where a pattern matches. Changes nothing.

import {
  patternTransform,
  searchNotice,
} from "../../transforms/pattern-rewrite/pattern-transform.js";
import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import { PATTERN, readQuery, SEARCH_OPTIONS } from "./pattern-options.js";
import { readRunRequest, runRequest } from "./run-request.js";
import { printSettings, readSettings } from "./settings.js";
import { PATHS } from "./shared-options.js";

export const searchCommand = makeCommand({
  operands: [PATTERN, PATHS],
  options: SEARCH_OPTIONS,
  help: `
A hole that stands twice stands for the same tokens, also where it stands again
in --inside and --not-inside. Quote patterns: the shell has its own $name.

${exitHelp({
  0: "done, whether anything was found or not",
  2: "wrong usage, or a file could not be read",
})}

Examples:
  valk-codemod search '(aio/start $$$options)'
  valk-codemod search '(if $c {$a} {$a})' src        both branches are the same
  valk-codemod search '(def {$name} $_)' --inside '(\\ $$$)'`,

  async run([pattern = "", ...paths], values, io) {
    const settings = await readSettings({ ...values, paths }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    const query = readQuery(pattern, values);
    const transform = patternTransform({
      command: "search",
      name: "search",
      summary: `finds ${pattern}`,
      rewrites: [],
      notices: [searchNotice(query)],
    });
    const { mark } = query.pattern;
    const request = {
      ...readRunRequest(settings, values, transform),
      // What a repository makes of findings is nothing to those who search.
      severities: undefined,
      isSearch: true,
      ...(mark !== undefined && { marks: [mark] }),
    };
    return runRequest(request, {}, io);
  },
});
