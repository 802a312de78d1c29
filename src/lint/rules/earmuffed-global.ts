// A global named like the dynamic variables of other Lisps, which is not constant.

import { finding } from "../../finding/finding.js";
import { runsAtLoad } from "../../mutation/globals.js";
import type { JudgedGlobal } from "../../mutation/judge.js";
import type { LintRule } from "../lint-rule.js";

const EARMUFFED = /^\*.+\*$/;

export const earmuffedGlobal: LintRule = {
  code: "earmuffed-global",
  severity: "review",
  summary: "a global with earmuffs, *x*, that is not constant",
  hint: "pass its value along, or make it an atom if threads share it",
  explanation: `Earmuffs mark a variable that is meant to change. Valk has no dynamic binding: such a name is
a plain global that every caller and every thread shares. A name that is bound once, to a function,
to an atom or to any value at load time, is constant and fine whatever it is called.`,
  example: `(def {*verbose*} 0)
(fun {set-verbose n} {def {*verbose*} n})
`,
  check: (judged, { rules }) => {
    const { name, writes } = judged.global;
    const [first] = writes.filter(runsAtLoad).concat(writes);
    return first === undefined || !EARMUFFED.test(name) || isConstant(judged)
      ? []
      : [
          finding(earmuffedGlobal, first.span, `${name} is not constant`, {
            name,
            ...(!rules.hasAtoms && { hint: "pass its value along" }),
          }),
        ];
  },
};

function isConstant({ verdicts, rebindings, global: { elsewhere } }: JudgedGlobal): boolean {
  return (
    verdicts.length === 0 &&
    rebindings.length === 0 &&
    elsewhere.every(({ writes }) => writes.every(runsAtLoad))
  );
}
