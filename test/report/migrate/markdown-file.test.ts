import { describe, expect, test } from "vitest";
import {
  type ChangeSection,
  describeCounts,
  formatFolded,
} from "../../../src/report/migrate/markdown-file.js";
import { NO_CHANGES } from "../../../src/review/change-class.js";

const room = { size: 1000, measure: (text: string) => text.length };

describe("a section of a comment", () => {
  test("needs no block where every line is hidden", () => {
    const counts = { ...NO_CHANGES, reindented: 2, renamed: 1 };
    const section: ChangeSection = {
      file: { path: "a.valk", status: "changed", remarks: [] },
      counts,
      isReplaced: false,
      replacement: [],
      diff: [],
    };
    expect(formatFolded(section, room)).toBe(
      "<details><summary><code>a.valk</code>: 2 re-indented, 1 renamed</summary>\n\n" +
        "Every line that changed was only re-indented or renamed.\n\n</details>\n",
    );
  });

  test("leaves out a block for which there is no room", () => {
    const section: ChangeSection = {
      file: { path: "a.valk", status: "changed", remarks: [] },
      counts: NO_CHANGES,
      isReplaced: false,
      replacement: [],
      diff: ["+x"],
    };
    expect(formatFolded(section, { ...room, size: 120 })).toContain(
      "</summary>\n\n… and 1 more line, which the format `patch` has.\n\n</details>\n",
    );
  });
});

test("counts name each class, the least to read first", () => {
  expect(describeCounts(NO_CHANGES)).toBe("no line changed");
  const counts = { review: 5, added: 4, moved: 3, renamed: 2, reindented: 1 };
  expect(describeCounts(counts)).toBe("1 re-indented, 2 renamed, 3 moved, 4 added, 5 to review");
});
