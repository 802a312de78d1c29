// A verification as a comment on a pull request: what differs, as much as fits, then what is unknown.

import type { FileBehaviour } from "../../behaviour/file-behaviour.js";
import { describeUnseen } from "../../project/unseen.js";
import { escapeControls } from "../../text/escape.js";
import { countOf } from "../../text/wording.js";
import {
  codeBlock,
  escapeMarkdown,
  htmlCode,
  notesBlock,
  table,
  within,
} from "../document-markdown.js";
import { describeSelfComparison } from "./describe-totals.js";
import type { CreateBehaviourReport } from "./report.js";

/** By this a later run finds the comment. */
const MARK = "<!-- valk-codemod verify -->";

/** Keeps what it shows until the end. At most 65,000 UTF-16 units. */
export const createBehaviourMarkdown: CreateBehaviourReport = (write, info) => {
  const different: string[] = [];
  const unknown: string[] = [];
  return {
    file(file) {
      const { result } = file.comparison;
      if (result !== "equal") {
        (result === "different" ? different : unknown).push(describeFile(file));
      }
    },
    finish(totals) {
      const { equal, testsBefore, testsAfter } = totals;
      const row = ["files", equal, totals.different, totals.unknown];
      const counts = table(["", "the same:", "different:", "unknown:"], [row]);
      const left = info.blocked > 0 ? ` ${countOf(info.blocked, "file")} left alone, blocked.` : "";
      const tests = `${countOf(testsBefore, "test")} before, ${testsAfter} after.${left}`;
      const notes = notesBlock(describeUnseen(info.unseen, true));
      const self = describeSelfComparison(totals, info);
      const itself = self === undefined ? "" : `\n${self}\n`;
      const head = `${MARK}\n**valk-codemod verify**\n\n${counts}\n\n${tests}\n${itself}${notes}`;
      const parts = [...different, ...unknown];
      write(within(head, parts, (left) => `\n${countOf(left, "more file")} not shown.\n`));
    },
  };
};

function describeFile({ path, comparison }: FileBehaviour): string {
  const title = `\n${htmlCode(escapeControls(path))}: ${comparison.result}`;
  switch (comparison.result) {
    case "different": {
      const { what, before, after } = comparison.difference;
      const lines = [`- ${escapeControls(before)}`, `+ ${escapeControls(after)}`];
      return `${title}, ${escapeMarkdown(escapeControls(what))}\n\n${codeBlock("diff", lines)}`;
    }
    case "unknown":
      return `${title}, ${escapeMarkdown(escapeControls(comparison.reasons.join(", ")))}\n`;
    default:
      return "";
  }
}
