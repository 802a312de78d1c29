// The manual pages, against --help and in the programs that show them. One of those that is not on this
// machine is passed over.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { type ManualPages, writeManual } from "../../src/cli/manual.js";
import { hanging, pageHead, paragraph, verbatim } from "../../src/cli/roff.js";
import { makeFolder } from "../temporary-folder.js";

let pages: ManualPages;

beforeAll(async () => {
  pages = await writeManual(commands, "1.2.3");
});

/** Of the programs called man, the one that can be asked for its warnings. */
const hasMan = /^man 2\./.test(spawnSync("man", ["--version"], { encoding: "utf8" }).stdout ?? "");

/** The page as a terminal of 80 columns shows it. */
function show(page: string, file = join(makeFolder({}), "page.1")): string {
  writeFileSync(file, page);
  const env = { ...process.env, MANWIDTH: "80", LC_ALL: "C.UTF-8", MAN_KEEP_FORMATTING: "" };
  const { stdout, stderr } = spawnSync("man", ["--warnings", "-l", file], {
    encoding: "utf8",
    env,
  });
  expect(stderr).toBe("");
  return stdout;
}

test("there is a page of the program, and one of each command, and the package names them", () => {
  const names = commands.map(({ name }) => `valk-codemod-${name}.1`);
  expect([...pages.keys()]).toEqual(["valk-codemod.1", ...names]);
  const { man } = createRequire(import.meta.url)("valk-codemod/package.json");
  expect(man.toSorted()).toEqual([...pages.keys()].map((name) => `dist/man/${name}`).toSorted());
});

test.each(commands.map(({ name }) => name))(
  "%s: every option and operand has its entry",
  async (name) => {
    const page = pages.get(`valk-codemod-${name}.1`) ?? "";
    const { options, operands = [] } = await (
      commands.find((command) => command.name === name) ?? commands[0]
    ).load();
    const heads = [...options.map(({ flags }) => flags), "-h, --help"];
    for (const head of heads) {
      expect(page).toContain(`.TP\n\\fB${head.replaceAll("-", "\\-")}\\fR\n`);
    }
    expect(page.match(/^\.SH "ARGUMENTS"$/m) === null).toBe(operands.length === 0);
  },
);

describe("marks", () => {
  test("nothing in a text is taken for a command, at the head of a line or inside", () => {
    expect(paragraph(".SH 'x'\n'y \\fB ^~`-…")).toBe(
      ".PP\n\\&.SH \\(aqx\\(aq\n\\(aqy \\efB \\(ha\\(ti\\(ga\\-...\n",
    );
  });

  test("a quote does not end a title", () => {
    expect(pageHead('a"b', "v", "m").split("\n")[0]).toBe('.TH "A\\(dqB" 1 "" "v" "m"');
  });
});

test.each(["valk-codemod.1", "valk-codemod-rewrite.1"])("%s", (name) => {
  expect(pages.get(name)).toMatchSnapshot();
});

describe.skipIf(!hasMan)("in man, at 80 columns", () => {
  test("no page draws a warning or is wider", () => {
    for (const page of pages.values()) {
      // Examples stay as they are, and those of --help fit into as many columns without indentation.
      const wide = show(page)
        .split("\n")
        .filter((line) => line.length > 92);
      expect(wide).toEqual([]);
    }
  });

  test("an option hangs above its text, and words are not divided", () => {
    const shown = show(pages.get("valk-codemod-rewrite.1") ?? "");
    expect(shown).toContain("\n       --unfold\n              Show lines that");
    expect(shown).not.toContain("\u2010");
  });

  test("what is typed comes out as it was", () => {
    const page =
      pageHead("x", "v", "m") + hanging("-w, --write", "it's ^a~`\\") + verbatim(".x 'y'\n'z");
    const shown = show(page);
    expect(shown).toContain("-w, --write\n");
    expect(shown).toContain("it's ^a~`\\");
    expect(shown).toContain(".x 'y'\n");
    expect(shown).toContain("'z");
  });
});
