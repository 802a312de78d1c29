// The plugin within prettier's own API: files, code blocks of Markdown, options, checks, errors.

import { join } from "node:path";
import { check, format, formatWithCursor, getFileInfo, type Options } from "prettier";
import { describe, expect, test } from "vitest";
import * as plugin from "../../src/prettier/plugin.js";
import { formatted, lines } from "../format/format-text.js";
import { fc } from "../properties.js";
import { makeFolder } from "../temporary-folder.js";
import { generatedFile } from "../valk-generator.js";

const OPTIONS: Options = { parser: "valk", plugins: [plugin] };

const prettied = (source: string, options: Options = {}): Promise<string> =>
  format(source, { ...OPTIONS, ...options });

const UGLY = lines("(fun {f x}", "     { + x  1 }) ; adds");
const NEAT = lines("(fun {f x}", "  {+ x 1}) ; adds");

describe("files", () => {
  test("are formatted as by the command", async () => {
    expect(await prettied(UGLY)).toBe(NEAT);
    expect(await format(UGLY, { filepath: "a.valk", plugins: [plugin] })).toBe(NEAT);
    expect(await prettied("")).toBe("");
  });

  test("are checked", async () => {
    expect(await check(UGLY, OPTIONS)).toBe(false);
    expect(await check(NEAT, OPTIONS)).toBe(true);
  });

  test("are known by their name", async () => {
    const { inferredParser } = await getFileInfo("a.valk", { plugins: [plugin] });
    expect(inferredParser).toBe("valk");
  });

  test("keep blanks at the ends of comments and of lines in strings, and lines that begin in one", async () => {
    const source = '(f "a  \n\n    b  \n" x) ; c  \n\n; d \t\n(g)\n';
    expect(await prettied(source)).toBe(source);
  });

  test("keep the line ends that they have, in strings as well, if they are to", async () => {
    const source = '(f\r\n  "a\r\nb"  c)\r\n';
    expect(await prettied(source, { endOfLine: "auto" })).toBe('(f\r\n  "a\r\nb" c)\r\n');
    expect(await prettied("(f)\n(g)", { endOfLine: "crlf" })).toBe("(f)\r\n(g)\r\n");
  });

  test("are refused where prettier would write other bytes into strings or comments", async () => {
    const written = async (source: string, endOfLine: "lf" | "crlf" | "auto") => {
      const filepath = join(makeFolder({ "a.valk": source }), "a.valk");
      return format(source, { filepath, endOfLine, plugins: [plugin] }).catch((error: unknown) =>
        error instanceof Error ? error.message : "",
      );
    };
    const refusal = "prettier would change line ends within strings or comments";
    const crlf = '(f\r\n  "a\r\nb"  c)\r\n';
    expect(await written(crlf, "auto")).toBe(crlf.replace("  c", " c"));
    expect(await written(crlf, "lf")).toContain(refusal);
    expect(await written('(f "a\nb")\n', "crlf")).toContain(refusal);
    expect(await written('(f  "a\rb")\n', "lf")).toContain(refusal);
    expect(await written("; a \r (b)\n(c)\n", "lf")).toContain(refusal);
    expect(await written("(f)\r\n(g)\r\n", "lf")).toBe("(f)\n(g)\n");
    expect(await written("\ufeff(f)\r\n", "auto")).toBe("\ufeff(f)\r\n");
  });

  test("get no line ends that Valk does not know", async () => {
    await expect(prettied("(f)\n", { endOfLine: "cr" })).rejects.toThrow(
      'endOfLine: "cr" ends no line in Valk',
    );
  });

  test("of another text than the file's, nobody knows more than prettier", async () => {
    const filepath = join(makeFolder({ "a.valk": '(f "a\rb")\n' }), "a.valk");
    expect(await format("(g  h)\n", { filepath, plugins: [plugin] })).toBe("(g h)\n");
  });

  test("keep a byte order mark if they are to, which prettier takes off before anybody reads them", async () => {
    expect(await prettied("\ufeff(f  a)")).toBe("\ufeff(f a)\n");
  });

  test("what does not read is an error with its place", async () => {
    const error: unknown = await prettied("(f)\n  (g  1\n").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SyntaxError);
    expect(String(error)).toContain("read-unclosed-bracket: this bracket is never closed (2:3)");
    expect(error).toMatchObject({ loc: { start: { line: 2, column: 3 } } });
  });

  test("all of generated files as by the command", async () => {
    await fc.assert(
      fc.asyncProperty(generatedFile, async ({ source }) => {
        expect(await prettied(source)).toBe(formatted(source, { indent: "  " }));
      }),
      { numRuns: 50 },
    );
  });

  test("the cursor stays where it was", async () => {
    const { cursorOffset, formatted: text } = await formatWithCursor(UGLY, {
      ...OPTIONS,
      cursorOffset: UGLY.indexOf("x  1"),
    });
    expect(text.slice(cursorOffset)).toBe("x 1}) ; adds\n");
  });

  test("a part of one, which prettier can only tell in its own languages, is left as it is", async () => {
    expect(await prettied(UGLY, { rangeStart: 0, rangeEnd: 5 })).toBe(UGLY);
  });
});

describe("options", () => {
  test.each<[string, Options, string, string]>([
    ["columns", { tabWidth: 4 }, "(f\n  a)\n", "(f\n    a)\n"],
    ["tabs", { useTabs: true }, "(f\n  a)\n", "(f\n\ta)\n"],
    ["the table for all forms", { valkStrict: true }, "(f a\n   b)\n", "(f a\n  b)\n"],
    ["heads", { valkIndents: ["g=align"] }, "(g a\nb)\n", "(g a\n   b)\n"],
    ["a dialect", { valkDialect: "2026-02" }, "(a|b  c)\n", "(a|b c)\n"],
    ["any dialect", {}, "(a|b  c)\n", "(a|b c)\n"],
  ])("%s", async (_, options, before, after) => {
    expect(await prettied(before, options)).toBe(after);
  });

  test("a head that is none is an error", async () => {
    await expect(prettied("(f)", { valkIndents: ["g"] })).rejects.toThrow(
      'valkIndents: "g" is no head and one of block, body, align, such as "log/all=align"',
    );
  });

  test("a dialect that does not read a character says so", async () => {
    await expect(prettied("(a|b)", { valkDialect: "2026-01" })).rejects.toThrow("(1:3)");
  });
});

describe("comments that speak to prettier", () => {
  test("the form behind one stays", async () => {
    const source = "; prettier-ignore\n(f  a)\n";
    expect(await prettied(source)).toBe(source);
  });

  test.each([
    ["; @format\n(f  a)\n", "; @format\n(f a)\n"],
    ["; a\n\n;; @prettier\n(f  a)\n", "; a\n\n;; @prettier\n(f a)\n"],
    ["(f  a) ; @format\n", "(f  a) ; @format\n"],
  ])("only marked files, if they have to be: %j", async (before, after) => {
    expect(await prettied(before, { requirePragma: true })).toBe(after);
  });

  test("files that are marked not to be formatted", async () => {
    const source = "; @noformat\n(f  a)\n";
    expect(await prettied(source, { checkIgnorePragma: true })).toBe(source);
    expect(await prettied(source)).toBe("; @noformat\n(f a)\n");
  });
});

describe("code blocks of Markdown", () => {
  const page = (source: string): Promise<string> =>
    format(source, { parser: "markdown", plugins: [plugin] });

  test.each(["valk", "lisp", "Valk"])("marked %s", async (language) => {
    expect(await page(`Text.\n\n\`\`\`${language}\n(f  a)\n\`\`\`\n`)).toBe(
      `Text.\n\n\`\`\`${language}\n(f a)\n\`\`\`\n`,
    );
  });

  test("in a list, with strings, comments and blank lines", async () => {
    const block = (...code: readonly string[]): string =>
      lines(
        "- item",
        "",
        ...["```valk", ...code, "```"].map((line) => (line === "" ? "" : `  ${line}`)),
      );
    const before = block('(f  "a', "", ' b" c) ; d  ', "", "", "(g", "x)");
    const after = block('(f "a', "", ' b" c) ; d  ', "", "(g", "  x)");
    const result = await page(before);
    expect(result.replace(/^ +$/gm, "")).toBe(after);
    expect(await page(result)).toBe(result);
  });

  test.each(["(f  a\n", "(f #  a)\n"])("what does not read stays: %j", async (code) => {
    const source = `\`\`\`valk\n${code}\`\`\`\n`;
    expect(await page(source)).toBe(source);
  });

  test("other languages stay", async () => {
    const source = "```clojure\n(f  a)\n```\n";
    expect(await page(source)).toBe(source);
  });
});
