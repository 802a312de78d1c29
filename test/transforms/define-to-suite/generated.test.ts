import { describe, expect, test } from "vitest";
import { applyEdits, type Edit } from "../../../src/edit/edit.js";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import { equalElements } from "../../../src/syntax/equality.js";
import { readCall } from "../../../src/syntax/form.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import { parse } from "../../../src/syntax/parser.js";
import { walk } from "../../../src/syntax/traverse.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { fc } from "../../properties.js";
import { type GeneratedFile, generatedFile } from "../../valk-generator.js";
import { projectOf, type Target } from "./fixtures.js";

const migrate = (source: string, target: Target) =>
  migrateFile(defineToSuite, source, {
    path: "test/generated.valk",
    project: projectOf(),
    options: { target },
  });

function migrated(source: string, target: Target): { newText: string; edits: readonly Edit[] } {
  const result = migrate(source, target);
  if (result.status !== "changed") {
    throw new Error(JSON.stringify(result, null, 2));
  }
  return result;
}

function commentsOf(text: string): readonly string[] {
  const comments: string[] = [];
  walk(parse(text).root, (node) => {
    if (node.kind === SyntaxKind.Comment) {
      comments.push(node.text);
    }
  });
  return comments.sort();
}

const sameTokens = (node: SyntaxNode | undefined, text: string): boolean =>
  node !== undefined && equalElements(node, parse(text).root.firstElement as SyntaxNode);

/** The name and body of each entry of the new text's suite, by the calls that a target makes. */
function entriesOf(text: string, target: Target): readonly SyntaxNode[][] {
  const suite = suiteFormOf(text);
  const calls = target === "builder" ? suite.elements : (suite.elements[1]?.elements ?? []);
  const head = target === "builder" ? "test/add" : "test";
  return calls.flatMap((node) => {
    const form = readCall(node);
    return form?.name === head ? [[...form.args]] : [];
  });
}

const isSuiteForm = (node: SyntaxNode): boolean =>
  ["->", "test/run"].includes(readCall(node)?.name ?? "");

const suiteFormOf = (text: string): SyntaxNode =>
  parse(text).root.elements.find(isSuiteForm) as SyntaxNode;

describe.each(["builder", "list"] as const)("target %s, generated files", (target) => {
  const holds = (check: (file: GeneratedFile, newText: string) => void): void => {
    fc.assert(
      fc.property(generatedFile, (file) => check(file, migrated(file.source, target).newText)),
      { numRuns: 300 },
    );
  };

  test("the same tests, in the same order", () => {
    holds(({ tests }, newText) => {
      const entries = entriesOf(newText, target);
      expect(entries.map(([name]) => name?.text)).toEqual(tests.map(({ name }) => name));
      for (const [index, [, body]] of entries.entries()) {
        expect(sameTokens(body, tests[index]?.body ?? "")).toBe(true);
      }
    });
  });

  test("the same comments", () => {
    holds(({ comments }, newText) => {
      expect(commentsOf(newText)).toEqual([...comments].sort());
    });
  });

  test("the same other forms, in the same order", () => {
    holds(({ others }, newText) => {
      const rest = parse(newText).root.elements.filter((node) => !isSuiteForm(node));
      expect(rest.length).toBe(others.length);
      for (const [index, node] of rest.entries()) {
        expect(sameTokens(node, others[index] as string)).toBe(true);
      }
    });
  });

  test("reads without error, and a second run changes nothing", () => {
    holds((_, newText) => {
      expect(parse(newText).diagnostics).toEqual([]);
      expect(migrate(newText, target).status).toBe("unchanged");
    });
  });

  test("the edits make the new text", () => {
    fc.assert(
      fc.property(generatedFile, ({ source }) => {
        const { edits, newText } = migrated(source, target);
        expect(applyEdits(source, edits)).toBe(newText);
      }),
      { numRuns: 300 },
    );
  });

  test("line ends do not matter, but inside strings they are kept", () => {
    fc.assert(
      fc.property(generatedFile, ({ source }) => {
        const crlf = migrated(source.replaceAll("\n", "\r\n"), target).newText;
        const lf = migrated(source, target).newText;
        const oneLine = !source.includes("\n");
        expect(oneLine ? crlf : crlf.replaceAll("\r\n", "\n")).toBe(lf);
      }),
      { numRuns: 300 },
    );
  });
});
