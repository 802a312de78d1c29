import { describe, expect, test } from "vitest";
import type { MarkdownResult } from "../../src/markdown/migrate-markdown.js";
import { NO_TESTS, type PlannedFile } from "../../src/outcome/planned-file.js";
import { type DocumentFile, type DocumentsInput, planDocuments } from "../../src/plan/documents.js";
import { isMarkdownPath } from "../../src/project/discovery.js";

const old = "```lisp\n(test/define 1 {true})\n```\n";
const counted = { migrated: 0, left: 1 };

function planOne(
  content: string | Error,
  migrate?: DocumentsInput["migrate"],
  file: Omit<DocumentFile, "path"> = {},
): PlannedFile | undefined {
  const readBytes = (): Uint8Array => {
    if (content instanceof Error) {
      throw content;
    }
    return Buffer.from(content);
  };
  const [planned] = [...planDocuments({ files: [{ path: "a.md", ...file }], readBytes, migrate })];
  return planned;
}

const unchanged = (): MarkdownResult => ({ status: "unchanged", findings: [], blocks: counted });

test.each([
  ["README.md", true],
  ["docs/a.MARKDOWN", true],
  ["md", false],
  ["a.md.valk", false],
])("%s is a Markdown file: %s", (path, expected) => {
  expect(isMarkdownPath(path)).toBe(expected);
});

test("a page that was seen to show nothing is not read again, unless somebody asks for it", () => {
  const pages: Readonly<Record<string, string>> = { "a.md": "# A\n", "b.md": old, "c.md": "# C\n" };
  const known = new Set(["c.md"]);
  const read: string[] = [];
  const input = {
    files: Object.keys(pages).map((path) => ({ path })),
    readBytes: (path: string) => {
      read.push(path);
      return Buffer.from(pages[path] ?? "");
    },
    silent: known,
  };
  expect([...planDocuments(input)].map(({ path }) => path)).toEqual(["b.md"]);
  expect(read).toEqual(["a.md", "b.md"]);
  expect([...known]).toEqual(["c.md", "a.md"]);
  expect([...planDocuments(input)].map(({ path }) => path)).toEqual(["b.md"]);
  const named = { ...input, files: [{ path: "c.md", isNamed: true }] };
  expect([...planDocuments(named)].map(({ path }) => path)).toEqual(["c.md"]);
  expect([...planDocuments({ ...input, migrate: unchanged })]).toHaveLength(0);
  expect(read).toEqual(["a.md", "b.md", "b.md", "c.md", "a.md", "b.md", "c.md"]);
});

test("of a page that cannot be read nobody says that it shows nothing", () => {
  const known = new Set<string>();
  const readBytes = () => {
    throw new Error("gone");
  };
  expect([...planDocuments({ files: [{ path: "a.md" }], readBytes, silent: known })]).toEqual([]);
  expect(known.size).toBe(0);
});

describe("a page that is only searched", () => {
  test("is reported with how often it names a registration, at the first place", () => {
    const text = `Use test/define.\n\n${old}\n${old}{test/async "a"}\n(test/define-async 1)\n`;
    expect(planOne(text)).toMatchObject({
      status: "unchanged",
      tests: NO_TESTS,
      findings: [
        {
          code: "markdown-block",
          severity: "info",
          message: "4 mentions of the old test API in this page",
          line: 1,
          column: 5,
        },
      ],
    });
  });

  test.each([
    ["without a mention", "```lisp\n(+ 1 2)\n```\n"],
    ["without code of the language", "(test/define 1 {true})\n```c\n```\n"],
    ["without the whole name", "`test/define-async`, my-test/define\n```lisp\n```\n"],
  ])("%s is no file of the run, unless it is named", (_name, text) => {
    expect(planOne(text)).toBeUndefined();
    expect(planOne(text, undefined, { isNamed: true })).toMatchObject({
      status: "unchanged",
      findings: [],
    });
  });

  test("fails no run that is not about it", () => {
    expect(planOne(new Error("no"))).toBeUndefined();
    expect(planOne(new Error("no"), undefined, { isNamed: true })).toMatchObject({
      status: "failed",
      problems: [{ code: "read-failed", message: "no" }],
    });
  });
});

describe("a page that is migrated", () => {
  test("stays out of the counts where its blocks have nothing to say", () => {
    expect(planOne(old, unchanged)).toBeUndefined();
    expect(planOne(old, unchanged, { isNamed: true })).toMatchObject({ status: "unchanged" });
  });

  test("keeps what discovery found out", () => {
    const outcome: PlannedFile = {
      status: "blocked",
      path: "a.md",
      findings: [],
      tests: NO_TESTS,
    };
    expect(planOne(old, unchanged, { outcome })).toBe(outcome);
    expect(planOne(old, undefined, { outcome })).toBeUndefined();
  });

  test("fails by itself, whatever is thrown", () => {
    const thrown = planOne(old, () => {
      throw new Error("out of order");
    });
    expect(thrown).toMatchObject({
      status: "failed",
      problems: [{ code: "internal-error", message: "out of order" }],
    });
  });

  test("fails where its proof does, with the place", () => {
    const failures = [
      { code: "proof-markdown-blocks", point: 4, message: "no", oldOffset: 9 } as const,
    ];
    const result = planOne(old, () => ({
      status: "failed",
      findings: [],
      blocks: counted,
      failures,
    }));
    expect(result).toMatchObject({
      status: "failed",
      blocks: counted,
      problems: [{ code: "proof-markdown-blocks", message: "no (at 2:2)" }],
    });
  });
});
