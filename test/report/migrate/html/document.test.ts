import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createPageParts, dataBlock } from "../../../../src/report/migrate/html/document.js";
import { linkModules } from "../../../../src/report/migrate/html/link-modules.js";
import { readPageAssets } from "../../../../src/report/migrate/html/page-assets.js";

const hash = (text: string): string => createHash("sha256").update(text).digest("base64");

/** What stands between the first two of these. */
function between(text: string, start: string, end: string): string {
  return text.split(start)[1]?.split(end)[0] ?? "";
}

describe("the document", () => {
  const { head, tail } = createPageParts(readPageAssets());

  test("allows its own style and script and nothing else", () => {
    const policy = between(head, 'Content-Security-Policy" content="', '"');
    expect(policy.split("; ").sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "img-src data:",
      "require-trusted-types-for 'script'",
      `script-src 'sha256-${hash(between(tail, "<script>", "</script>"))}'`,
      `style-src 'sha256-${hash(between(head, "<style>", "</style>"))}'`,
      "trusted-types 'none'",
    ]);
  });

  test("names no address and has no other code", () => {
    const whole = head + tail;
    expect(whole).not.toMatch(/https?:|\/\/[a-z]+\.[a-z]/);
    expect(whole.match(/<script/g)).toHaveLength(1);
    expect(whole).not.toMatch(/<[^>]*\s(?:on\w+|style)=/);
    expect(whole).not.toMatch(/innerHTML|insertAdjacentHTML|eval\(|document\.write/);
  });

  test("needs its frame to be whole", () => {
    const { style, script } = readPageAssets();
    expect(() => createPageParts({ frame: "<html>", style, script })).toThrow("policy");
  });

  test("takes texts as they are", () => {
    const frame = '<meta content="policy"><!-- style --><!-- data --><!-- script -->';
    const parts = createPageParts({ frame, style: "$& $1", script: "$'" });
    expect(parts.head).toContain("<style>$& $1</style>");
    expect(parts.tail).toBe("<script>$'</script>");
  });
});

describe("a block of data", () => {
  const evil = { text: "</script><!--<script>&amp;\u0000\u202e\u2028\ud800" };

  const block = dataBlock('id="x"', evil);
  const json = block.slice(block.indexOf(">") + 1, block.lastIndexOf("</script>"));

  test("holds no character that HTML or a terminal obeys", () => {
    expect(json).not.toMatch(/<|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(block.match(/</g)).toHaveLength(2);
  });

  test("is the same data", () => {
    expect(JSON.parse(json)).toEqual(evil);
  });
});

describe("modules are linked", () => {
  const modules: Readonly<Record<string, string>> = {
    "main.js":
      '// Main.\n\nimport {\n  one,\n} from "./one.js";\nimport { two } from "./two.js";\none(two);\n',
    "one.js": 'import { two } from "./two.js";\nexport function one() { return two; }\n',
    "two.js": "export const two = 2;\n",
  };

  test("each once, what is imported first", () => {
    expect(linkModules("main.js", (name) => modules[name] as string)).toBe(
      '"use strict";\n(() => {\nconst two = 2;\n\nfunction one() { return two; }\n\n// Main.\n\none(two);\n})();\n',
    );
  });

  test("and the page's own leave no import or export behind", () => {
    const { script } = readPageAssets();
    expect(script).not.toMatch(/^(?:import|export)\b/m);
    expect(() => new Function(script)).not.toThrow();
    const names = [...script.matchAll(/^(?:function|const|let|class) (\w+)/gm)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
