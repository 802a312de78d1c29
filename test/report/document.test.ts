import { expect, test } from "vitest";
import type { PlannedFile } from "../../src/outcome/planned-file.js";
import { type Remark, remarksOn } from "../../src/report/document.js";
import { codeCell, remarkItem, table } from "../../src/report/document-markdown.js";
import {
  facts,
  fileGroup,
  group,
  line,
  remark,
  type TextOptions,
  writeText,
} from "../../src/report/document-text.js";
import { formatGithub, formatGithubNotice } from "../../src/report/github.js";
import { sarifResult } from "../../src/report/sarif.js";
import { createStyle } from "../../src/text/style.js";

const plain: TextOptions = { style: createStyle(false), columns: undefined };
const narrow: TextOptions = { ...plain, columns: 40 };

const said: Remark = {
  ...{ path: "test/a.valk", line: 3, column: 2, code: "race", severity: "review" },
  message: "two threads bind x",
  hint: "make it an atom, or pass it along",
  excerpt: { text: "(def {x} 1)", start: 1, end: 4, isCutBefore: false, isCutAfter: false },
  related: [{ path: "b.valk", line: 1, column: 7, message: "x is bound here" }],
};

const failed: PlannedFile = {
  status: "failed",
  path: "c.valk",
  tests: { old: 0, new: 0 },
  problems: [{ code: "read-failed", message: "EACCES", hint: "make it readable" }],
  findings: [],
};

test("a remark is a line that tools can take apart, with what belongs to it below", () => {
  expect(writeText([[remark(said)]], plain)).toBe(
    `test/a.valk:3:2  review  race  two threads bind x
    (def {x} 1)
     ^^^
    b.valk:1:7  x is bound here
  hint: make it an atom, or pass it along
`,
  );
});

test("a remark of a group is indented, and broken where the screen ends", () => {
  expect(
    writeText(
      [[group(line("what is found in the files of the project", 4), [remark(said)])]],
      narrow,
    ),
  ).toBe(`what is found in the files of the
    project
  test/a.valk:3:2  review  race  two
    threads bind x
      (def {x} 1)
       ^^^
      b.valk:1:7  x is bound here
    hint: make it an atom, or pass it
          along
`);
});

test("each severity has a colour of its own, a word of its own the colour of the severity", () => {
  const style = createStyle(true);
  const heads = (["refuse", "review", "info"] as const).map((severity) => {
    const { path, code, message } = said;
    return writeText([[remark({ path, code, message, severity, word: "new" })]], {
      ...plain,
      style,
    });
  });
  expect(heads).toEqual(
    [style.red("new"), style.yellow("new"), style.blue("new")].map(
      (word) => `test/a.valk  ${word}  race  two threads bind x\n`,
    ),
  );
});

test("where the word is left out, the code stands for it", () => {
  const { path, code, severity, message } = said;
  const text = writeText([[remark({ path, code, severity, message, word: "" })]], plain);
  expect(text).toBe("test/a.valk  race  two threads bind x\n");
});

test("nothing that somebody else chose moves the cursor", () => {
  const { excerpt: _, ...rest } = said;
  const odd = "\u001b[2J";
  const related = [{ path: odd, line: 1, column: 1, message: odd }];
  const text = writeText(
    [[remark({ ...rest, path: odd, message: odd, hint: odd, accepted: odd, related })]],
    plain,
  );
  expect(text).toBe(
    `\\x1b[2J:3:2  review  race  \\x1b[2J (accepted: \\x1b[2J)
    \\x1b[2J:1:1  \\x1b[2J
  hint: \\x1b[2J
`,
  );
});

test("sections without content go; a command is never broken", () => {
  const command = `valk-codemod migrate ${"x".repeat(40)} --write`;
  expect(writeText([[], ["one"], [], [command]], narrow)).toBe(`one\n\n${command}\n`);
});

test("facts stand below each other", () => {
  const rows = [
    { label: "files", count: 12, text: "changed" },
    { label: "framework", text: "stays as it is since nothing needs another" },
    { label: "tests", count: 3, text: "left", isBad: true },
  ];
  expect(writeText([[group("Summary", [facts(rows)])]], narrow)).toBe(
    `Summary
  files      12  changed
  framework  stays as it is since
             nothing needs another
  tests       3  left
`,
  );
});

test("a file's problems come before its findings, and a file that stays says so", () => {
  expect(writeText([[fileGroup(remarksOn(failed, "deep/"), plain.style)]], plain)).toBe(
    `deep/c.valk: failed, left as it is
  deep/c.valk  error  read-failed  EACCES
    hint: make it readable
`,
  );
});

test("a problem of a whole file is put at its first line where a format needs one", () => {
  const { remarks } = remarksOn(failed);
  const [problem] = remarks as [Remark];
  expect(formatGithub(remarks)).toBe(
    "::error file=c.valk,line=1,col=1,title=read-failed::EACCES. make it readable\n",
  );
  expect(sarifResult(problem)).toMatchObject({
    level: "error",
    locations: [{ physicalLocation: { region: { startLine: 1, startColumn: 1 } } }],
  });
  expect(remarkItem(problem, "")).toBe("- **read-failed**: EACCES. *make it readable*\n");
});

test("a workflow command holds nothing that a terminal or a log obeys, wherever it comes from", () => {
  const obeyed = Array.from({ length: 0x2070 }, (_, code) => String.fromCharCode(code)).filter(
    (character) => /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u.test(character),
  );
  expect(obeyed.length).toBeGreaterThan(70);
  for (const character of obeyed.filter((other) => other !== "\t")) {
    const odd = `a${character}::error::b`;
    const related = [{ path: odd, line: 1, column: 1, message: odd }];
    const text = formatGithub([
      { ...said, path: odd, code: odd, message: odd, hint: odd, related },
    ]);
    expect(text.slice(0, -1)).not.toMatch(/[^\t -~]/);
    expect(text).toMatch(/^::warning file=a\\[xu]\S+?%3A%3Aerror%3A%3Ab,line=3/);
    expect(text.match(/%0A/g)).toHaveLength(1);
  }
  expect(formatGithubNotice("a\u009b", "b\u202e")).toBe("::notice title=a\\x9b::b\\u{202e}\n");
});

test("a remark without a way out ends with what it says", () => {
  const { path, code, severity, message } = said;
  const bare: Remark = { path, code, severity, message };
  expect(formatGithub([bare])).toContain("::two threads bind x\n");
  expect(sarifResult(bare).message.text).toBe("two threads bind x");
  expect(remarkItem(bare, "  ")).toBe("  - **race**: two threads bind x.\n");
});

test("Markdown shows a remark as an item, the line of the file in it", () => {
  expect(remarkItem(said, "  ")).toBe(
    `  - line 3: **race**: two threads bind x. *make it an atom, or pass it along*

    \`\`\`text
    (def {x} 1)
     ^^^
    \`\`\`
`,
  );
});

test("a table aligns numbers to the right, and a path cannot end its cell", () => {
  expect(table(["", "tests:"], [[codeCell("a|b\u001b"), 3]])).toBe(
    "| | tests |\n|---|---:|\n| `a\\|b\\x1b` | 3 |",
  );
});
