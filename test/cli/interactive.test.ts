// The interactive migration in this process, keys typed ahead: what each answer writes and says.

import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { MODULES, PRELUDES } from "../projects/modules.js";
import { makeFolder } from "../temporary-folder.js";
import { readFolder } from "../transforms/define-to-suite/graph-fixtures.js";
import { run } from "./run-main.js";

const one = (name: string): string => `(load "src/modules/test.valk")
(test/suite "${name}")
(test/define "adds" {== (+ 1 2) 3})

(test/define "subtracts" {== (- 3 2) 1})
(test/run)
`;
const MODULE = "src/modules/test.valk";
const FILES = {
  [MODULE]: "(fun {test/suite n} {n})\n(fun {test/define n b} {n})\n(fun {test/run & a} {a})\n",
  "test/a.valk": one("A"),
  "test/b.valk": `${one("B")}(print "never")\n`,
  "test/blocked.valk": '(test/define "alone" {true})\n',
};

interface Dialogue {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly read: (path: string) => string;
  readonly rawModes: readonly boolean[];
}

/** Runs `migrate -i` with these keys; `end` closes the terminal behind them. */
async function converse(
  keys: string,
  options: {
    args?: readonly string[];
    end?: boolean;
    env?: Record<string, string>;
    files?: Readonly<Record<string, string>>;
    cwd?: string;
    rows?: number;
    columns?: number;
    /** Told of all output; may press further keys. */
    onOutput?: (text: string, press: (keys: string) => unknown) => void;
  } = {},
): Promise<Dialogue> {
  const cwd = options.cwd ?? makeFolder({ ...FILES, ...options.files });
  const rawModes: boolean[] = [];
  const keyboard = Object.assign(new PassThrough(), {
    setRawMode: (isRaw: boolean) => rawModes.push(isRaw),
  });
  keyboard.write(keys);
  if (options.end === true) {
    keyboard.end();
  }
  const args = ["migrate", "-i", "--allow-dirty", "--allow-no-vcs", "--color", "never"];
  const { env, onOutput } = options;
  const result = await run([...args, ...(options.args ?? [])], {
    cwd,
    keyboard,
    terminal: options.columns ?? 80,
    ...(options.rows !== undefined && { rows: options.rows }),
    ...(env && { env }),
    ...(onOutput && {
      onOutput: (text: string) => onOutput(text, (keys) => keyboard.write(keys)),
    }),
  });
  return { ...result, rawModes, read: (path) => readFileSync(join(cwd, path), "utf8") };
}

const isMigrated = ({ read }: Dialogue, path: keyof typeof FILES): boolean =>
  read(path).includes("(-> (test/suite");
const isUntouched = ({ read }: Dialogue): boolean =>
  Object.entries(FILES).every(([path, text]) => read(path) === text);

describe("answers", () => {
  test.each([
    ["yy", [true, true]],
    ["yn", [true, false]],
    ["yd", [true, false]],
    ["ny", [false, true]],
    ["A", [true, true]],
    ["aq", [true, false]],
    ["yuny", [false, true]],
    ["syyay", [true, true]],
  ])("%s", async (keys, expected) => {
    const dialogue = await converse(keys);
    expect([isMigrated(dialogue, "test/a.valk"), isMigrated(dialogue, "test/b.valk")]).toEqual(
      expected,
    );
    expect(dialogue.read("test/blocked.valk")).toBe(FILES["test/blocked.valk"]);
    expect(dialogue.stdout).toContain("blocked, left as it is");
    expect(dialogue.rawModes.at(-1)).toBe(false);
  });

  test("skipping everything writes nothing", async () => {
    const dialogue = await converse("nn");
    expect(isUntouched(dialogue)).toBe(true);
    expect(dialogue).toMatchObject({ status: 0, stderr: "" });
    expect(dialogue.stdout).toMatch(
      /0 files accepted, 2 files skipped\.[\s\S]*Nothing was written\./,
    );
  });

  test("quitting at once leaves all files unanswered", async () => {
    const { stdout, status } = await converse("q");
    expect(stdout).toContain("0 files accepted, 2 files not answered.");
    expect(status).toBe(0);
  });

  test("a split file is accepted stage by stage", async () => {
    const dialogue = await converse("syq");
    expect(isUntouched(dialogue)).toBe(true);
    expect(dialogue.stdout).toContain("change 2/2");
  });

  test("keys that do not apply say so, and ask again", async () => {
    const { stdout } = await converse("uk?zsjkKJJJpfsssnfq");
    expect(stdout).toContain("There is no answer yet.");
    expect(stdout).toContain("There is no key z; ? shows all of them.\n");
    expect(stdout).toContain("No open change comes before this one.");
    expect(stdout).toContain("This is the last change.");
    expect(stdout).toContain("take back the last answer");
    expect(stdout).toContain("This change holds one stage at most.");
    expect(stdout).toContain("forms-after-run");
  });

  test("the prompt names the file, and breaks no word of a narrow terminal", async () => {
    const { stdout } = await converse("?q", { columns: 60 });
    expect(stdout).toContain("\ntest/a.valk  file 1/2, change 1/1\nAccept this change [y,n,");
    const prompts = stdout.split("\n").filter((line) => !line.startsWith("Accept this change"));
    expect(Math.max(...prompts.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test.each([
    ["g2\r", "test/b.valk  file 2/2"],
    ["g12\u007f\r", "test/a.valk  file 1/2"],
    ["g7\r", "There is no file number 7."],
    ["gx\r", "There is no file number x."],
    ["g\u0003", "Go to file number: \n"],
    ["g\r", "Go to file number: \n"],
    ["/ne.er\r", "test/b.valk  file 2/2"],
    ["/b\\.valk\r", "test/b.valk  file 2/2"],
    ["/nowhere\r", "No change matches."],
    ["/(\r", "Invalid regular expression"],
    ["/\u0003", "Search for: \n"],
  ])("%j goes elsewhere, or says why not", async (keys, shown) => {
    const { stdout, status } = await converse(`${keys}q`);
    expect(status).toBe(0);
    expect(stdout.slice(stdout.indexOf("]? "))).toContain(shown);
  });

  test("Escape gives up a line, and is no key elsewhere", async () => {
    // What follows Escape at once would be taken for a part of a longer sequence.
    const keys = ["g7\u001b", "\u001b", "\u001bOP", "q"];
    const { stdout, status } = await converse("", {
      onOutput: (text, press) => {
        if (text.includes("Accept")) {
          press(keys.shift() ?? "");
        }
      },
    });
    expect(status).toBe(0);
    expect(stdout).toContain("Go to file number: 7\n");
    expect(stdout).not.toContain("There is no file number");
    expect(stdout.split("There is no such key; ? shows all of them.\n")).toHaveLength(3);
  });

  test("a change taller than the screen goes through the pager", async () => {
    const pager = makeFolder();
    const env = { PAGER: `cat > ${join(pager, "paged")}`, PATH: process.env.PATH ?? "" };
    const { stdout } = await converse("q", { env, rows: 8 });
    expect(readFileSync(join(pager, "paged"), "utf8")).toContain("(test/define");
    expect(stdout).not.toContain('(test/define "adds"');
    expect((await converse("q", { env, rows: 80 })).stdout).toContain("(test/define");
  });

  test("P shows a change in the pager", async () => {
    const { stdout } = await converse("Pq", { env: { PAGER: "cat" } });
    expect(stdout.split("(test/define").length).toBeGreaterThan(stdout.indexOf("P\n") > 0 ? 4 : 99);
  });

  test("f says when nothing needs eyes", async () => {
    const { stdout } = await converse("fq", { args: ["test/a.valk"] });
    expect(stdout).toContain("No open change has a finding or needs eyes.");
  });
});

describe("one who leaves", () => {
  test("may have written what is accepted", async () => {
    const dialogue = await converse("y\u0003y");
    expect(dialogue.stdout).toContain("1 file accepted so far. Write now? [y,n] y\n");
    expect(dialogue.status).toBe(0);
    expect(isMigrated(dialogue, "test/a.valk")).toBe(true);
    expect(isMigrated(dialogue, "test/b.valk")).toBe(false);
  });

  test.each(["\u0003n", "\u0003\u0003", "\u0004n"])("keeps the answers at %j", async (leave) => {
    const cwd = makeFolder(FILES);
    const left = await converse(`y${leave}`, { cwd });
    expect(left.stdout).toContain("Answers about 1 file are kept: the next review can go on.\n");
    expect({ status: left.status, untouched: isUntouched(left) }).toEqual({
      status: 130,
      untouched: true,
    });
    const next = await converse("yy", { cwd });
    expect(next.stdout).toContain(
      "A review was left with answers about 1 file. Go on with it? [y,n] y\n",
    );
    expect([isMigrated(next, "test/a.valk"), isMigrated(next, "test/b.valk")]).toEqual([
      true,
      true,
    ]);
    expect(next.stdout).not.toContain("test/a.valk  file 1/2");
  });

  test.each([
    ["of a file that was accepted after a split", "sa", "", "test/b.valk  file 2/2"],
    ["of one that was left as it is after a split", "sn", "", "test/b.valk  file 2/2"],
    ["about one of its pieces", "sy", "", "test/a.valk  file 1/2, change 2/2"],
    ["of a file that is shown in other pieces now", "sa", "--context=0", "test/b.valk  file 2/2"],
  ])("goes on with answers %s", async (_, keys, option, asked) => {
    const cwd = makeFolder(FILES);
    const left = await converse(`${keys}\u0003n`, { cwd });
    expect(left.stdout).toContain("Answers about 1 file are kept");
    const next = await converse("yq", { cwd, args: option === "" ? [] : [option] });
    expect(next.stdout).toContain("A review was left with answers about 1 file.");
    expect(/^test\/\S+ {2}file .*$/m.exec(next.stdout)?.[0]).toContain(asked);
  });

  test("a change of a file counts for the very same changes only", async () => {
    const spread = FILES["test/a.valk"].replace(
      "{== (- 3 2) 1}",
      "{do\n    (= {x} 1)\n\n    (== x 1)}",
    );
    const cwd = makeFolder({ ...FILES, "test/a.valk": spread });
    await converse("sy\u0003", { cwd });
    expect((await converse("yq", { cwd })).stdout).toContain("A review was left");
    await converse("sy\u0003", { cwd });
    const { stdout } = await converse("q", { cwd, args: ["--context=0"] });
    expect(stdout).not.toContain("A review was left");
  });

  test.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
    ["Escape", "\u001b"],
    ["Escape behind keys that say neither", "x\r\u001b"],
  ])("keeps the answers at %s in place of one whether to go on", async (_, keys) => {
    const cwd = makeFolder(FILES);
    await converse("n\u0003", { cwd });
    const left = await converse(keys, { cwd });
    expect(left.status).toBe(130);
    expect(left.stdout).toMatch(
      /Go on with it\? \[y,n\] \nAnswers about 1 file are kept: the next review can go on.\nNothing was written.\n$/,
    );
    const next = await converse("yq", { cwd });
    expect(next.stdout).toContain("A review was left with answers about 1 file.");
    expect(next.stdout).toContain("1 file skipped, 1 file not answered.");
  });

  test.each([
    ["is left", "\u0003", 130],
    ["comes to its end", "y", 0],
  ])(
    "is asked again about files that a narrower review which %s is not about",
    async (_, keys, status) => {
      const cwd = makeFolder(FILES);
      await converse("n\u0003", { cwd });
      const narrower = await converse(keys, { cwd, args: ["test/b.valk"] });
      expect(narrower.status).toBe(status);
      expect(narrower.stdout).not.toContain("A review was left");
      const { stdout } = await converse("yq", { cwd, args: ["test/a.valk"] });
      expect(stdout).toContain("A review was left with answers about 1 file.");
      expect(stdout).toContain("1 file skipped");
    },
  );

  test("may begin anew, and is not asked about what is no longer so", async () => {
    const cwd = makeFolder(FILES);
    await converse("n\u0003", { cwd });
    expect((await converse("nq", { cwd })).stdout).toContain("test/a.valk  file 1/2");
    await converse("n\u0003", { cwd });
    writeFileSync(join(cwd, "test/a.valk"), `; new\n${FILES["test/a.valk"]}`);
    expect((await converse("q", { cwd })).stdout).not.toContain("A review was left");
    writeFileSync(join(cwd, ".valk-codemod/review.json"), "{");
    expect((await converse("q", { cwd })).stdout).not.toContain("A review was left");
  });
});

describe("a defect of ours keeps the answers", () => {
  /** What is told of output, and throws at the first text that holds this. */
  function throwAt(part: string): (text: string) => void {
    let isThrown = false;
    return (text) => {
      if (!isThrown && text.includes(part)) {
        isThrown = true;
        throw new TypeError("broken");
      }
    };
  }

  test.each([
    ["in the middle of the dialogue", "y", "test/b.valk  file 2/2"],
    ["when they are written", "yn", "1 file accepted, 1 file skipped."],
  ])("%s", async (_, keys, place) => {
    const cwd = makeFolder(FILES);
    const broken = await converse(keys, { cwd, onOutput: throwAt(place) });
    expect({ status: broken.status, untouched: isUntouched(broken) }).toEqual({
      status: 2,
      untouched: true,
    });
    expect(broken.stderr).toContain("internal error: broken");
    const files = keys.length === 1 ? "1 file are" : "2 files are";
    expect(broken.stdout).toContain(`Answers about ${files} kept: the next review can go on.\n`);
    const next = await converse("yn", { cwd });
    expect(next.stdout).toContain("A review was left with answers about");
    expect([isMigrated(next, "test/a.valk"), isMigrated(next, "test/b.valk")]).toEqual([
      true,
      false,
    ]);
    expect((await converse("q", { cwd })).stdout).not.toContain("A review was left");
  });
});

describe("it ends without writing", () => {
  test.each([
    ["at Ctrl-C", "\u0003", false],
    ["at Ctrl-D", "\u0004", false],
    ["when the terminal goes away", "y", true],
  ])("%s", async (_, keys, end) => {
    const dialogue = await converse(keys, { end });
    expect(isUntouched(dialogue)).toBe(true);
    expect(dialogue.status).toBe(130);
    expect(dialogue.stdout).toContain("Nothing was written.");
    expect(dialogue.rawModes.at(-1)).toBe(false);
  });

  test("at an interrupt from outside", async () => {
    const cwd = makeFolder(FILES);
    const controller = new AbortController();
    const args = ["migrate", "-i", "--allow-dirty", "--allow-no-vcs"];
    const { status } = await run(args, {
      cwd,
      keyboard: new PassThrough(),
      terminal: 80,
      signal: controller.signal,
      onOutput: (text) => {
        if (text.includes("Accept")) controller.abort();
      },
    });
    expect(status).toBe(130);
    expect(readFileSync(join(cwd, "test/a.valk"), "utf8")).toBe(FILES["test/a.valk"]);
  });
});

describe("what it refuses", () => {
  test.each([
    ["no terminal", [], "this is no terminal"],
    ["--check", ["--check"], "--interactive writes files"],
    ["a format", ["--format", "json"], "--interactive shows its own text"],
  ])("%s", async (_, args, message) => {
    const cwd = makeFolder(FILES);
    const result = await run(["migrate", "-i", ...args], { cwd });
    expect(result.status).toBe(2);
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain("hint: ");
  });

  test("files that may not be written, before anything is asked", async () => {
    const cwd = makeFolder(FILES);
    const keyboard = new PassThrough();
    const result = await run(["migrate", "-i"], { cwd, keyboard, terminal: 80 });
    expect(result.status).toBe(2);
    expect(result.stderr).toContain("--allow-no-vcs");
    expect(result.stdout).toBe("");
  });
});

test("with nothing to review it previews", async () => {
  const { stdout, status } = await converse("", { args: ["test/blocked.valk"] });
  expect(stdout).toContain("no-run");
  expect(status).toBe(0);
});

describe("editing", () => {
  /** An editor that is a shell script over the file `$1`. */
  function editor(script: string): Record<string, string> {
    const folder = makeFolder();
    const path = join(folder, "editor.sh");
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return { EDITOR: path, PATH: process.env.PATH ?? "" };
  }

  test("a text that is proven takes the place of the proposed one", async () => {
    const env = editor(
      `printf '; looked at\\n' > "$1.new"; cat "$1" >> "$1.new"; mv "$1.new" "$1"`,
    );
    const refused = await converse("enaq", { env, args: ["test/a.valk"] });
    // A comment more is not proven: nothing may come in that the old file does not have.
    expect(refused.stdout).toContain("The edited text is not proven.");
    expect(isMigrated(refused, "test/a.valk")).toBe(true);
    expect(refused.read("test/a.valk")).not.toContain("looked at");
  });

  test("blank lines are the reviewer's to choose", async () => {
    const env = editor(`sed -i 's/^    (test\\/run))/\\n    (test\\/run))/' "$1"`);
    const dialogue = await converse("ey", { env, args: ["test/a.valk"] });
    expect(dialogue.read("test/a.valk")).toMatch(/1}\)\n\n {4}\(test\/run\)\)\n$/);
    expect(dialogue.status).toBe(0);
  });

  test("those around a pipeline that was a list are, too", async () => {
    const env = editor(`sed -i 's/^(-> /\\n(-> /' "$1"`);
    const list = '(load "src/modules/test.valk")\n(test/run (list (test "a" {== 1 1})))\n';
    const files = { "test/a.valk": list };
    const args = ["--to", "builder", "test/a.valk"];
    const dialogue = await converse("ey", { env, args, files });
    expect(dialogue.read("test/a.valk")).toContain('test.valk")\n\n(-> (test/suite');
  });

  test("VISUAL goes before EDITOR, and may hold options", async () => {
    const { EDITOR, PATH } = editor('echo "$1" > "$0.first"; exit 3') as Record<string, string>;
    const env = { VISUAL: `${EDITOR} --wait`, EDITOR: "false", PATH: PATH as string };
    const { stdout } = await converse("eq", { env, args: ["test/a.valk"] });
    expect(stdout).toContain("--wait ended with status 3");
    expect(readFileSync(`${EDITOR}.first`, "utf8")).toBe("--wait\n");
  });

  test("without either it is vi", async () => {
    const { EDITOR = "" } = editor("exit 4");
    const folder = makeFolder({ vi: readFileSync(EDITOR) });
    chmodSync(join(folder, "vi"), 0o755);
    const env = { PATH: folder };
    const { stdout } = await converse("eq", { env, args: ["test/a.valk"] });
    expect(stdout).toContain("the editor vi ended with status 4");
  });

  test("an editor that is killed changes nothing", async () => {
    const env = { EDITOR: "kill -9 $$ #", PATH: process.env.PATH ?? "" };
    const { stdout } = await converse("eq", { env, args: ["test/a.valk"] });
    expect(stdout).toContain("was ended by SIGKILL");
  });

  test("an edit can be taken back", async () => {
    const env = editor(`sed -i 's/^    (test\\/run))/\\n    (test\\/run))/' "$1"`);
    const dialogue = await converse("euy", { env, args: ["test/a.valk"] });
    expect(dialogue.read("test/a.valk")).toMatch(/1}\)\n {4}\(test\/run\)\)\n$/);
  });

  test("what is not proven can be edited again", async () => {
    const env = editor(`sed -i 's/(test\\/run))/(test\\/run)/' "$1"`);
    const dialogue = await converse("eyy", { env, args: ["test/a.valk"] });
    expect(dialogue.stdout).toContain("proof-read-error");
    expect(dialogue.stdout).toContain("Nothing was edited.");
    expect(isMigrated(dialogue, "test/a.valk")).toBe(true);
  });

  test("a file can be edited in a run that the framework module is part of", async () => {
    const env = editor(`sed -i 's/^    (test\\/run))/\\n    (test\\/run))/' "$1"`);
    const files = { "src/prelude.valk": PRELUDES.example, [MODULE]: MODULES.example };
    const dialogue = await converse("eyy", { env, files });
    expect(dialogue).toMatchObject({ status: 0, stderr: "" });
    expect(dialogue.read("test/a.valk")).toMatch(/1}\)\n\n {4}\(test\/run\)\)\n$/);
    expect(isMigrated(dialogue, "test/b.valk")).toBe(true);
    expect(dialogue.read(MODULE)).toContain("(fun {test/add ");
  });

  test("a file can be edited beside one of its group that stays old", async () => {
    const folder = new URL("../fixtures/define-to-suite-bridge/before/", import.meta.url);
    const cwd = makeFolder({
      ...readFolder(folder),
      "src/prelude.valk": PRELUDES.example,
      [MODULE]: MODULES.example,
    });
    const env = editor(`sed -i 's/{test\\/none}$/\\n    &/' "$1"`);
    const { stdout } = await converse("eaA", { cwd, env });
    expect(stdout).not.toContain("The edited text is not proven.");
    expect(stdout).toContain("2 files accepted.");
  });

  test("Ctrl-C at a text that is not proven leaves the review, and Escape only the text", async () => {
    const env = editor(`printf '(' >> "$1"`);
    const cwd = makeFolder(FILES);
    const left = await converse("ne\u0003", { env, cwd });
    expect(left.status).toBe(130);
    expect(left.stdout).toContain("Answers about 1 file are kept");
    const { stdout } = await converse("ye\u001b", {
      env,
      cwd,
      onOutput: (text, press) => {
        if (text.includes("The proposed text stays.")) {
          press("q");
        }
      },
    });
    expect(stdout).toContain("Edit it again? [y,n] \nThe proposed text stays.\n");
  });

  test.each([
    ["true", "Nothing was edited."],
    ["exit 3", "ended with status 3"],
  ])("an editor that does %s", async (script, message) => {
    const { stdout } = await converse("eq", { env: editor(script), args: ["test/a.valk"] });
    expect(stdout).toContain(message);
  });
});

test("a module that only gets a layer is not asked about either", async () => {
  const cwd = makeFolder({
    "src/prelude.valk": PRELUDES.rich,
    [MODULE]: MODULES.list,
    "test/list.valk": `(load "src/prelude.valk")
(load "${MODULE}")
(test/run (list (test "a" {== 1 1})))
`,
  });
  const dialogue = await converse("y", { cwd, args: ["--to", "builder"] });
  expect(dialogue.stdout).toContain("test/list.valk  file 1/1, change 1/1");
  expect(dialogue.stdout).toContain("1 file accepted.");
  expect(dialogue.read(MODULE)).toContain("builder layer of valk-codemod");
});

const GROUP = {
  "test/c.valk": '(load "test/part.valk")\n(test/suite "C")\n(test/run)\n',
  "test/part.valk": '(test/define "part" {true})\n',
};

test("a file of a group can be edited like any other", async () => {
  const edit = `sed -i 's/part-tests}*$/&\\n/'`;
  const args = Object.keys(GROUP);
  const dialogue = await converse("eaA", { args, files: GROUP, env: { EDITOR: edit } });
  expect(dialogue.stdout).toContain("2 files accepted.");
  expect(dialogue.read("test/c.valk")).toContain("part-tests\n\n");
  expect(dialogue.read("test/part.valk")).toContain("(fun {part-tests suite}");
});

test("a skipped file says which others stay with it", async () => {
  const files = GROUP;
  const args = Object.keys(GROUP);
  const dialogue = await converse("nA", { args, files });
  expect(dialogue.stdout).toContain(
    "test/c.valk stays as it is, as a whole. It changes together with test/part.valk:\nthey stay, too.\n",
  );
  expect(dialogue.read("test/part.valk")).toBe(files["test/part.valk"]);
});

test("a file that somebody else changed after its answer stays as it is", async () => {
  const cwd = makeFolder(FILES);
  const keyboard = new PassThrough();
  const theirs = `; theirs\n${FILES["test/a.valk"]}`;
  const result = await run(
    ["migrate", "-i", "--allow-dirty", "--allow-no-vcs", "--color", "never", "test/a.valk"],
    {
      cwd,
      keyboard,
      terminal: 80,
      onOutput: (text) => {
        if (text.includes("Accept")) {
          writeFileSync(join(cwd, "test/a.valk"), theirs);
          keyboard.write("y");
        }
      },
    },
  );
  expect(result.status).toBe(1);
  expect(result.stdout).toContain("changed-since-review");
  expect(readFileSync(join(cwd, "test/a.valk"), "utf8")).toBe(theirs);
});
