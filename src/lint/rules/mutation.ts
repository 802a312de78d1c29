// A global that is bound again after its file was loaded.

import { CONFIGURED_SEVERITIES, finding } from "../../finding/finding.js";
import { describeUse, describeWrite } from "../../mutation/wording.js";
import { type LintRule, relatedPlace } from "../lint-rule.js";

const WITHOUT_ATOMS =
  "pass the state explicitly, close over it, or hand it on in a handle if threads share it";

export const mutation: LintRule = {
  code: "mutation",
  severity: "refuse",
  summary: "a global is bound again after load time",
  hint: "pass the state explicitly, close over it, or make it an atom if threads share it",
  explanation: `A def inside a function, a test body, a callback or a loop binds a global each time it runs, and
other code reads that global: what it sees depends on what ran before. State that changes is passed
along and returned; what one body needs for itself is bound with =; what threads share is an
atom\nin 2026-01, and handed on in handles in 2026-02, which has no atoms.`,
  example: `(def {counter} 0)
(fun {bump n} {def {counter} (+ counter n)})
(bump 1)
(println "%ld" counter)
`,
  settable: CONFIGURED_SEVERITIES,
  check: ({ global: { name }, verdicts }, { rules }) =>
    verdicts
      .filter((verdict) => verdict.kind === "mutation")
      .map(({ write, use }) =>
        finding(mutation, write.span, `${describeWrite(write)} changes ${name} after load time`, {
          name,
          ...(!rules.hasAtoms && { hint: WITHOUT_ATOMS }),
          related: [relatedPlace(use.file, use.at.span, describeUse(use, name))],
        }),
      ),
};
