// A global that the event loop binds and another thread uses.

import { CONFIGURED_SEVERITIES, finding } from "../../finding/finding.js";
import type { GlobalName } from "../../mutation/globals.js";
import type { RaceVerdict } from "../../mutation/judge.js";
import { describeUse, describeWrite } from "../../mutation/wording.js";
import { type LintRule, relatedPlace } from "../lint-rule.js";

const WITHOUT_ATOMS =
  "let the callback answer the value, and take it from the handle: aio/then in the next callback, aio/await on the main thread";

export const race: LintRule = {
  code: "race",
  severity: "refuse",
  summary: "a global is bound on the event loop and used on another thread",
  hint: "make it an atom (lint --fix does so for counters and flags), or pass the value along",
  explanation: `Two threads run Valk: the main thread runs the script and its test bodies, the event-loop thread
runs handlers, timers and continuations. Environments are plain arrays without locks, so a def on
one thread while another reads or binds the same name is a data race: a stale value, or worse while
the array grows. The finding shows both places and how the event loop gets to the first.`,
  example: `(def {aio} (aio/start))
(def {hits} 0)
(aio/interval aio 10 (\\ {} {def {hits} (+ hits 1)}))
(sleep 100)
(println "%ld" hits)
`,
  settable: CONFIGURED_SEVERITIES,
  check: ({ global, verdicts }, { rules }) =>
    verdicts
      .filter((verdict) => verdict.kind === "race")
      .map((verdict) => {
        const { name } = global;
        return finding(
          race,
          verdict.write.span,
          `${describeWrite(verdict.write)} runs on the event loop, and the main thread uses ${name}`,
          {
            name,
            ...(!rules.hasAtoms && { hint: WITHOUT_ATOMS }),
            related: placesOf(global, verdict),
          },
        );
      }),
};

function placesOf({ name }: GlobalName, { path, use }: RaceVerdict) {
  const other = relatedPlace(use.file, use.at.span, describeUse(use, name));
  const steps = path.map(({ file, span, what }) =>
    relatedPlace(file, { start: span.start, end: span.start }, `the event loop gets here: ${what}`),
  );
  return [other, ...steps];
}
