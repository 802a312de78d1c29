// What a search prints: a line for each match, as grep has it and editors jump to it, then how many there
// are. Files that cannot be read are told like those of any run, behind what was found in them all the same.

import { escapeControls } from "../../text/escape.js";
import { countOf } from "../../text/wording.js";
import { isStuck, type Remark, remarksOn } from "../document.js";
import { fileGroup, writeText } from "../document-text.js";
import { formatExcerpt } from "../excerpt-text.js";
import type { Report, ReportOptions } from "./report.js";

/** What is said of a file as a whole, such as that it is a link to nothing, was found in no text. */
function isMatch({ severity, end }: Remark): boolean {
  return severity !== "refuse" && end !== undefined;
}

/** Writes as it goes; `path:line:column: line`, lines and columns from 1. */
export function createMatchList(write: (text: string) => void, options: ReportOptions): Report {
  const { style, columns, verbosity } = options;
  let matches = 0;
  let files = 0;
  let endsEmpty = false;
  const writeMatch = ({ path, line, column, excerpt, hint }: Remark): void => {
    const [text = ""] = excerpt === undefined ? [] : formatExcerpt(excerpt, undefined);
    const place = [escapeControls(path), line, column].join(":");
    write(`${style.dim(`${place}:`)} ${text.trim()}\n`);
    if (verbosity === "verbose" && hint !== undefined) {
      write(`${style.dim(`    ${escapeControls(hint)}`)}\n`);
    }
  };
  return {
    file(file) {
      const remarked = remarksOn(file);
      const found = remarked.remarks.filter(isMatch);
      if (found.length > 0) {
        files++;
        matches += found.length;
        if (verbosity !== "quiet") {
          found.forEach(writeMatch);
          endsEmpty = false;
        }
      }
      const remarks = remarked.remarks.filter((remark) => !isMatch(remark));
      if (isStuck(file) || (remarks.length > 0 && verbosity !== "quiet")) {
        write(`${writeText([[fileGroup({ ...remarked, remarks }, style)]], { style, columns })}\n`);
        endsEmpty = true;
      }
    },
    finish() {
      const found = `${matches} ${matches === 1 ? "match" : "matches"} in ${countOf(files, "file")}`;
      write(`${verbosity !== "quiet" && matches > 0 && !endsEmpty ? "\n" : ""}${found}\n`);
    },
  };
}
