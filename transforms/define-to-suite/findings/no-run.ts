// A file that registers and leaves the run to whoever loads it.

import { finding } from "../../../src/finding/finding.js";
import { RUNNERS } from "../../../src/framework/framework-api.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";
import { readUnfinished } from "../judge/unfinished.js";
import { misplacedCalls } from "./nested-call.js";

export const noRun: FindingRule = {
  code: "no-run",
  severity: "refuse",
  summary: "the file registers tests but never runs them",
  hint: "end the file with (test/run), or make its tests part of the file that loads it",
  explanation: `Tests that are registered here are run by a file that loads this one, or by none at all. A
pipeline needs its run at its end. Files of tests that running files load become functions of the
suite, together with all their loaders; no running file is known to load this one.`,
  example: `(test/define "shared: adds" {== (+ 1 2) 3})
`,
  check: ({ script, member }) => {
    const [first] = script.registering;
    const helper = [...script.effects.functions.values()].find(({ modes }) => modes.size > 0);
    // A part may set flags alone, by a call or by a load: nobody runs those either.
    const flags = script.items.find(
      (item) => item.kind === "stage" || (item.kind === "load" && item.part !== undefined),
    );
    const place = first?.node ?? helper?.symbol ?? (member?.part && flags?.node);
    const isRun =
      itemsOf(script, "run").length > 0 ||
      member?.isReached === true ||
      readUnfinished(script) !== undefined ||
      // It runs them inside another form, which is said by itself.
      misplacedCalls(script).some(({ name }) => name in RUNNERS);
    return place === undefined || isRun ? [] : [finding(noRun, place.span)];
  },
};
