// The transform behind `--to`: files go to one style from whichever they are written in. Each file is
// judged and proven by the one transform that it needs. Invariant: a file that needs two stays.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import { mixedAt } from "../../transforms/define-to-suite/findings/mixed-styles.js";
import { newOnOld } from "../../transforms/define-to-suite/findings/new-on-old.js";
import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { usesOldStyle } from "../../transforms/list-to-suite/common.js";
import { listToSuite } from "../../transforms/list-to-suite.js";
import { suiteToList } from "../../transforms/suite-to-list.js";
import type { Judgement } from "../kit/transform.js";
import { itemsOf, type Script, scriptOf } from "../program/script.js";

/** The styles that a suite may be run in; the old one is nobody's goal. */
export const STYLES = ["builder", "list"] as const satisfies readonly SuiteOptions["target"][];

/** Takes every file to a style. */
export function convertTransform(style: SuiteOptions["target"]): AnyTransform {
  const between = style === "builder" ? listToSuite : suiteToList;
  const judgeBy =
    (way: "judge" | "judgeAgain"): AnyTransform["judge"] =>
    (source, context) => {
      const first = defineToSuite[way](source, context);
      const second = between[way](source, context);
      const isOld = usesOldStyle(scriptOf(source));
      if (first.status === "blocked") {
        // What the file calls as it stands is nobody's business once it changes.
        return isOld || second.status !== "changed" || !isOnlyMissed(first) ? first : second;
      }
      if (second.status === "unchanged" || first.status === "unchanged") {
        return second.status === "unchanged" ? first : second;
      }
      const script = scriptOf(source);
      const [suite] = itemsOf(script, "pipeline");
      const mixed = mixedAt(suite?.node ?? script.tree.root, script, context.path);
      return { status: "blocked", findings: [mixed] };
    };
  return {
    ...defineToSuite,
    name: `to-${style}`,
    makesPipelines: () => style === "builder",
    judge: judgeBy("judge"),
    judgeAgain: judgeBy("judgeAgain"),
    prove: (claim, options) => {
      const script = scriptOf(claim.oldText);
      const isBetween = isNew(script) && !usesOldStyle(script) && !changesLoads(claim);
      return (isBetween ? between : defineToSuite).prove(claim, options);
    },
  };
}

/** Whether there is a list or a pipeline: an old file may run no tests at all. */
function isNew(script: Script): boolean {
  return itemsOf(script, "pipeline").length > 0;
}

function isOnlyMissed({ findings }: Judgement): boolean {
  return findings.every(({ severity, code }) => severity !== "refuse" || code === newOnOld.code);
}

/** Members of a group are the old tests' business, whatever they hold themselves. */
function changesLoads({ graph }: Parameters<AnyTransform["prove"]>[0]): boolean {
  return graph !== undefined;
}
