// Every example of docs/authoring.md runs: the modules and the rules do what they say of themselves.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseRuleFile } from "../../src/cli/rule-file.js";
import * as api from "../../src/index.js";
import { ownTransformOf } from "../../src/kit/own-transform.js";
import type { Transform } from "../../src/kit/transform.js";
import { checkCase } from "../../src/testing/index.js";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";

const page = readFileSync(
  fileURLToPath(new URL("../../docs/authoring.md", import.meta.url)),
  "utf8",
);

function blocksOf(language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
  return [...page.matchAll(fence)].map(([, text]) => text as string);
}

/** The default export of a module that imports nothing but the library. */
function exportedBy(text: string): unknown {
  const body = text
    .replace(/^import \{(.*?)\} from "valk-codemod";$/ms, "const {$1} = api;")
    .replace("export default ", "return ");
  return new Function("api", body)(api);
}

const modules = blocksOf("js").filter((text) => text.includes("export default"));

test("there are modules to run", () => {
  expect(modules).toHaveLength(3);
});

describe.each(modules)("%s", (text) => {
  const exported = exportedBy(text);
  const { documentation } = ownTransformOf(exported) as Transform;

  test("does what it says of itself", () => {
    checkCase(exported, { before: documentation.before, after: documentation.after });
  });

  test("is found by the command line, and declines what does not concern it", () => {
    checkCase(exported, { before: '; nothing\n(println "(log (aio/start))")\n' });
  });
});

test("the module that decides for itself refuses a file", () => {
  const [, second] = modules;
  checkCase(exportedBy(second as string), {
    before: "(fun {aio/start n} {n})\n(def {aio} (aio/start))\n",
    findings: ["own-start"],
  });
});

test.each(blocksOf("json"))("a file of rules: %s", (text) => {
  expect(parseRuleFile(text, "rules.json").name).toBe("keywords");
});

test.each(blocksOf("sh").flatMap((text) => text.trim().split("\n")))("%s", async (line) => {
  const cwd = makeFolder({ "a.valk": "(def {make-test} (aio/start (quote :a)))\n" });
  const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
  const { status } = await run(args.slice(1) as string[], { cwd });
  expect(status).toBe(0);
});
