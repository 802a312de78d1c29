// The documentation says what is so. What can be taken from the code is rendered anew and compared
// byte for byte; `npx vitest run test/docs --update` writes it into the pages.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { parseFlags } from "../../src/cli/option-table.js";
import { isRun, readCommandLine, repository } from "./commands.js";
import { proseOf, readAnchors, readFences, readLinks } from "./markdown.js";
import { findingsTable, render } from "./render.js";

// A page is some dozen runs over the whole example project.
vi.setConfig({ testTimeout: 60_000 });

const rendered = [
  "README.md",
  "MIGRATION.md",
  "docs/files.md",
  "docs/findings.md",
  "docs/format.md",
  "docs/library.md",
  "docs/migrate.md",
  "docs/options.md",
  "docs/proof.md",
  "docs/status.md",
];
const pages = [
  ...rendered,
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "examples/valk-project/README.md",
  ...list("docs")
    .map((name) => `docs/${name}`)
    .filter((page) => !rendered.includes(page)),
];

function list(folder: string): readonly string[] {
  const path = join(repository, folder);
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(".md")) : [];
}

function read(page: string): string {
  return readFileSync(join(repository, page), "utf8");
}

describe.each(rendered)("%s", (page) => {
  test("shows what the tool prints and how it ends", async () => {
    const { text, wrongStatuses } = await render(read(page));
    await expect(text).toMatchFileSnapshot(join(repository, page));
    expect(wrongStatuses).toEqual([]);
  });

  test("names no option that there is not", () => {
    expect(unknownOptions(read(page))).toEqual([]);
  });
});

test.each([
  ["docs/migrate.md", ["migrate"]],
  ["docs/options.md", commands.map(({ name }) => name)],
])("%s names every option", (page, ofCommands) => {
  expect(missingOptions(read(page), ofCommands)).toEqual([]);
});

test("CONTRIBUTING.md names every folder of the sources", () => {
  const folders = readdirSync(join(repository, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `src/${name}`);
  const text = read("CONTRIBUTING.md");
  expect(folders.filter((folder) => !text.includes(`\`${folder}\``))).toEqual([]);
});

test.each(rendered)("%s shows examples in tables that are right", async (page) => {
  const examples = commandsInTables(read(page));
  const { wrongStatuses } = await render(
    examples.map((command) => `\`\`\`sh\n${command}\n\`\`\`\n`).join("\n"),
  );
  expect(wrongStatuses).toEqual([]);
});

test.each(pages)("%s links only to what exists", (page) => {
  expect(brokenLinks(page, read(page))).toEqual([]);
});

test.each(rendered)("%s has no command line that is not run", (page) => {
  expect(strayCommands(read(page))).toEqual([]);
});

test("MIGRATION.md takes its Valk code from fixtures", () => {
  const code = readFences(read("MIGRATION.md")).filter(({ language }) => language === "lisp");
  expect(code.length).toBeGreaterThan(10);
  for (const { marks } of code) {
    expect(marks.get("file")).toMatch(/^test\/fixtures\/.+\.valk$/);
  }
});

describe("a wrong page is caught", () => {
  const fenced = (info: string, body: string) =>
    `# Page\n\n\`\`\`${info}\n${body}\`\`\`\n\nText.\n`;

  test("wrong output", async () => {
    const command = "$ valk-codemod --version\n";
    const { text } = await render(fenced("console", `${command}0.0.0\n`));
    expect(text).toMatch(/\$ valk-codemod --version\n\d+\.\d+\.\d+\n```\n\nText\.\n$/);
    expect(text).not.toContain("\n0.0.0\n");
  });

  test("wrong output before and behind an elision", async () => {
    const command = "$ valk-codemod explain\n";
    const { text } = await render(fenced("console", `${command}a\nb\n…\nc\n`));
    expect(text.split("\n").slice(3, -4)).toEqual([
      command.trimEnd(),
      expect.stringMatching(/^behaviour-differs +refuse/),
      expect.stringMatching(/^ +do the same/),
      "…",
      expect.stringMatching(/^\d+ codes; /),
    ]);
    expect((await render(text)).text).toBe(text);
  });

  test.each([
    ["valk-codemod --check", "exit status 1, said to be 0"],
    ["valk-codemod test/test_cart.valk  # exit status 1", "exit status 0, said to be 1"],
    ["valk-codemod --no-such-option", "exit status 2, said to be 0"],
    ["node dist/cli/bin.cjs explain no-such-code", "exit status 2, said to be 0"],
  ])("a wrong exit status: %s", async (command, message) => {
    const { wrongStatuses } = await render(fenced("sh", `${command}\n`));
    expect(wrongStatuses).toEqual([expect.stringContaining(message)]);
  });

  test("a fixture that differs or is missing", async () => {
    const file = "test/fixtures/define-to-suite/simple.input.valk";
    const page = fenced(`lisp file=${file}`, "(old)\n");
    expect((await render(page)).text).toBe(page.replace("(old)\n", read(file)));
    await expect(render(page.replace("simple", "no-such"))).rejects.toThrow(/ENOENT/);
  });

  test("an example of the API that prints something else", async () => {
    const example = fenced("js run", 'console.log("a", 1);\n');
    const { text } = await render(`${example}\n\`\`\`text\nb\n\`\`\`\n`);
    expect(text).toContain("```text\na 1\n```");
    await expect(render(fenced("js run", 'throw new Error("no");\n'))).rejects.toThrow("no");
  });

  test("a findings table that is not the registry's", async () => {
    const page = "<!-- findings -->\n| `old-code` |\n<!-- /findings -->\n";
    const { text } = await render(page);
    expect(text).toBe(`<!-- findings -->\n${findingsTable()}<!-- /findings -->\n`);
    expect(text).toContain("| `several-runs` | refuse | ");
  });

  test.each([
    ["options migrate: what to do", "| `-w`, `--write` | write the changes | "],
    ["options migrate: which files", "| `--staged` | only files that are staged, as"],
    ["options migrate: what to see", "by itself `text`; `text` is for people"],
    ["exit statuses", "| 130 | interrupted; "],
    ["all options", "| `--baseline FILE` | default: valk-codemod.baseline.json beside"],
  ])("a table that is not the commands': %s", async (name, shown) => {
    const page = `<!-- ${name} -->\n| \`--wirte\` |\n<!-- /${name} -->\n`;
    const { text } = await render(page);
    expect(text).not.toBe(page);
    expect(text).not.toContain("--wirte");
    expect(text).toContain(shown);
    expect((await render(text)).text).toBe(text);
  });

  test("a git command that fails", async () => {
    await expect(render(fenced("sh", "git apply no-such.patch\n"))).rejects.toThrow();
  });

  test("a command that stands where it is not run", () => {
    const line = "valk-codemod --write\n";
    expect(strayCommands(fenced("sh", line))).toEqual([]);
    expect(strayCommands(fenced("console", `$ ${line}`))).toEqual([]);
    expect(strayCommands(fenced("bash", line))).toEqual([line.trim()]);
    expect(strayCommands(fenced("console", line))).toEqual([line.trim()]);
  });

  test("a wrong exit status in a block inside a list", async () => {
    const page = "1. Look:\n\n   ```sh\n   valk-codemod --nope\n   ```\n";
    const { text, wrongStatuses } = await render(page);
    expect(text).toBe(page);
    expect(wrongStatuses).toHaveLength(1);
  });

  test("an option that there is not", () => {
    expect(unknownOptions("`--write`, `--wirte` and\n`-t`, `--json`")).toEqual(["--wirte"]);
  });

  test("an option that is left out", () => {
    const missing = missingOptions("`--write`, `--proof FILE`, --check", ["migrate"]);
    expect(missing).toContain("--check");
    expect(missing).not.toContain("--write");
    expect(missing).not.toContain("--proof");
  });

  test("a link to nothing", () => {
    const page =
      "[a](README.md) [b](no.md) [c](#here) [d](README.md#no) [e](https://x.y)\n## Here\n";
    expect(brokenLinks("README.md", page)).toEqual(["no.md", "README.md#no"]);
  });
});

test("commands of other programs are not run", () => {
  expect(isRun("valk-codemod")).toBe(true);
  expect(isRun("valk-codemodx")).toBe(false);
  expect(isRun("npm ci")).toBe(false);
  expect(readCommandLine("valk-codemod -q # exit status 130")).toEqual({
    text: "valk-codemod -q",
    claimedStatus: 130,
  });
});

/** The long names of all options of each command. */
const optionNames: ReadonlyMap<string, readonly string[]> = new Map(
  await Promise.all(
    commands.map(async ({ name, load }) => {
      const { options } = await load();
      return [name, options.map(({ flags }) => parseFlags(flags).long)] as const;
    }),
  ),
);

/** Options of these commands that stand nowhere in inline code. */
function missingOptions(markdown: string, ofCommands: readonly string[]): readonly string[] {
  const names = ofCommands.flatMap((command) => optionNames.get(command) ?? []);
  return names.filter((name) => !new RegExp(`\`${name}[\` ]`).test(markdown));
}

/** Options in inline code that no command has. Fenced blocks may hold other programs'. */
function unknownOptions(markdown: string): readonly string[] {
  const others = ["--help", "--version", "--update", "--fail-on-error", "--reverse"];
  const known = new Set([...[...optionNames.values()].flat(), ...others]);
  const code = [...proseOf(markdown).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] as string);
  return code
    .filter((text) => !/^(?:git|npx )/.test(text) && !/^--root=|^--target=/.test(text))
    .flatMap((text) => text.match(/(?<![\w-])--[a-z][a-zA-Z-]*/g) ?? [])
    .filter((name) => !known.has(name));
}

/** Command lines that stand in the cells of tables. */
function commandsInTables(markdown: string): readonly string[] {
  return [...proseOf(markdown).matchAll(/^\|.*$/gm)].flatMap(([row]) =>
    [...row.matchAll(/`(valk-codemod[^`]*)`/g)].map((match) => {
      const command = match[1] as string;
      return /--check|--write|--exit-nonzero/.test(command)
        ? `${command}  # exit status 1`
        : command;
    }),
  );
}

/** Lines of blocks that look like commands of this tool, but that rendering passes over; a `text` block only shows some. */
function strayCommands(markdown: string): readonly string[] {
  const fences = readFences(markdown).filter(({ language }) => language !== "text");
  return fences.flatMap(({ language, body }) =>
    body.split("\n").filter((line) => {
      const command = line.replace(/^\$ /, "");
      const isCommand = isRun(command) && !command.startsWith("git ");
      const runs = language === "console" ? line !== command : language === "sh";
      return isCommand && !runs;
    }),
  );
}

function brokenLinks(page: string, markdown: string): readonly string[] {
  return readLinks(markdown)
    .filter(({ path, anchor }) => {
      const target = path === "" ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(repository, target))) {
        return true;
      }
      const text = path === "" ? markdown : anchor === "" ? "" : read(target);
      return anchor !== "" && !readAnchors(text).has(anchor);
    })
    .map(({ path, anchor }) => (anchor === "" ? path : `${path}#${anchor}`));
}
