import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import {
  codeBlock,
  codeSpan,
  escapeMarkdown,
  htmlCode,
} from "../../src/report/document-markdown.js";
import { fc } from "../properties.js";

/** Pieces of which texts are made that try to be more than text. */
const pieces = [
  ..."`\\*_[]()<>|~!#&;:@$-=+ \"'/.1ax",
  "@team",
  "#1",
  "GH-1",
  "-->",
  "<!--",
  "</details>",
  "<b>",
  "&amp;",
  "![x](y)",
  "[x][y]",
  "https://example.org",
  "www.example.org",
  "```",
  "~~~",
  ":tada:",
  "é📦",
];
const many = { numRuns: 1000 };
const line = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
const BREAK = /\u200b/g;

describe("text in Markdown", () => {
  test("shows as it is and is nothing else", () => {
    fc.assert(
      fc.property(line, (text) => {
        const [paragraph, ...others] = fromMarkdown(`(${escapeMarkdown(text)})`).children;
        expect(others).toEqual([]);
        const children = paragraph?.type === "paragraph" ? paragraph.children : [];
        expect(children.map(({ type }) => type)).toEqual(["text"]);
        const [node] = children;
        const value = node?.type === "text" ? node.value : "";
        expect(value.replace(BREAK, "")).toBe(`(${text})`);
        expect(value).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\.|:\w+:/i);
      }),
      many,
    );
  });

  test("ends no table cell", () => {
    expect(escapeMarkdown("a|b\\|c")).toBe("a\\|b\\\\\\|c");
  });

  test("is code, whatever backticks it holds", () => {
    fc.assert(
      fc.property(line, (text) => {
        const [paragraph] = fromMarkdown(`x${codeSpan(text)}x`).children;
        const children = paragraph?.type === "paragraph" ? paragraph.children : [];
        const [, code] = children;
        expect(children.map(({ type }) => type)).toEqual(["text", "inlineCode", "text"]);
        expect(code?.type === "inlineCode" && code.value).toBe(text === "" ? "  " : text);
      }),
      many,
    );
  });

  test("is a block, whatever fences it holds", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const [code, end, ...others] = fromMarkdown(`${codeBlock("diff", lines)}end`).children;
        expect(others).toEqual([]);
        expect(code).toMatchObject({ type: "code", lang: "diff", value: lines.join("\n") });
        expect(end?.type).toBe("paragraph");
      }),
      many,
    );
  });

  test("is code in HTML", () => {
    expect(htmlCode('</code>&"@team')).toBe("<code>&lt;/code&gt;&amp;&quot;@team</code>");
  });
});
