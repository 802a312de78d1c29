// The transform behind `--to`: files go to one style from whichever they are written in. Each file is
// judged and proven by the one transform that it needs. Invariant: a file that needs two stays.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import { mixedStyles } from "../../transforms/define-to-suite/findings/mixed-styles.js";
import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { usesOldStyle } from "../../transforms/list-to-suite/common.js";
import { listToSuite } from "../../transforms/list-to-suite.js";
import { suiteToList } from "../../transforms/suite-to-list.js";
import { finding } from "../finding/finding.js";
import { scriptOf } from "../program/script.js";

/** The styles that a suite may be run in; the old one is nobody's goal. */
export const STYLES = ["builder", "list"] as const satisfies readonly SuiteOptions["target"][];

/** Takes every file to a style. */
export function convertTransform(style: SuiteOptions["target"]): AnyTransform {
  const between = style === "builder" ? listToSuite : suiteToList;
  const judgeBy =
    (way: "judge" | "judgeAgain"): AnyTransform["judge"] =>
    (source, context) => {
      const first = defineToSuite[way](source, context);
      if (first.status === "blocked") {
        return first;
      }
      const second = between[way](source, context);
      if (second.status === "unchanged" || first.status === "unchanged") {
        return second.status === "unchanged" ? first : second;
      }
      return { status: "blocked", findings: [finding(mixedStyles, FILE, MIXED)] };
    };
  return {
    ...defineToSuite,
    name: `to-${style}`,
    makesPipelines: () => style === "builder",
    judge: judgeBy("judge"),
    judgeAgain: judgeBy("judgeAgain"),
    prove: (claim, options) =>
      (usesOldStyle(scriptOf(claim.oldText)) || changesLoads(claim)
        ? defineToSuite
        : between
      ).prove(claim, options),
  };
}

const FILE = { start: 0, end: 0 };

const MIXED =
  "the file holds old tests beside a suite of another style: migrate the old ones first";

/** Members of a group are the old tests' business, whatever they hold themselves. */
function changesLoads({ graph }: Parameters<AnyTransform["prove"]>[0]): boolean {
  return graph !== undefined;
}
