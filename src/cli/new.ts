// `new NAME`: writes the beginnings of a transform of one's own: the module, a fixture and its test.

import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { makeCommand } from "./command.js";
import { exitStatus } from "./exit-status.js";
import { writeOutputFile } from "./output-file.js";
import { UsageError } from "./usage-error.js";

export const newCommand = makeCommand({
  operands: [{ name: "<NAME>", text: "what the transform is called, such as await-start" }],
  options: [{ flags: "--typescript", text: "write TypeScript, which needs Node 22.18" }],
  help: `
Writes NAME.mjs, NAME.test.mjs and a fixture in NAME.fixtures/ into this folder.
Nothing that is there already is overwritten.

Exit status: 0 done; 2 wrong usage, or a file exists.

Examples:
  valk-codemod new await-start
  valk-codemod try ./await-start.mjs await-start.fixtures
  valk-codemod migrate --transform ./await-start.mjs`,

  async run([name = ""], { typescript }, { cwd, stdout }) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
      throw new UsageError(`${name} is no name for a transform`, "write one like await-start");
    }
    const files = scaffold(name, typescript ? "mts" : "mjs");
    const taken = Object.keys(files).find((path) => existsSync(resolve(cwd, path)));
    if (taken !== undefined) {
      throw new UsageError(`${taken} exists already`, "choose another name, or another folder");
    }
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(resolve(cwd, path)), { recursive: true });
      writeOutputFile(resolve(cwd, path), text);
      stdout.write(`written  ${path}\n`);
    }
    const [module] = Object.keys(files);
    stdout.write(`It is tried by: valk-codemod try ${module} ${name}.fixtures\n`);
    return exitStatus();
  },
});

/** The files by their paths. */
function scaffold(name: string, ending: "mjs" | "mts"): Readonly<Record<string, string>> {
  return {
    [`${name}.${ending}`]: `import { defineTransform, rewriting } from "valk-codemod";

export default defineTransform({
  name: "${name}",
  documentation: {
    summary: "a call of old-name becomes one of new-name",
    before: "(old-name 1)\\n",
    after: "(new-name 1)\\n",
  },
  needs: "file",
  ...rewriting("(old-name $$$arguments)", "(new-name $$$arguments)"),
});
`,
    [`${name}.test.${ending}`]: `import { test } from "node:test";
import { checkCase, readFixtures } from "valk-codemod/testing";
import transform from "./${name}.${ending}";

const fixtures = readFixtures(import.meta.dirname + "/${name}.fixtures");
for (const each of fixtures) {
  test(each.name, () => checkCase(transform, each));
}
`,
    [`${name}.fixtures/calls.input.valk`]: `; what calls of it hold is kept
(def {answer} (old-name 1 ; first
                        {two}))
`,
    [`${name}.fixtures/calls.output.valk`]: `; what calls of it hold is kept
(def {answer} (new-name 1 ; first
                        {two}))
`,
  };
}
