import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluateScript, makeFormCache } from "../../../src/evaluator/script.js";
import { parseTestOutput } from "../../../src/evaluator/test-output.js";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { fc } from "../../properties.js";
import { projectOf, type Target } from "./fixtures.js";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const prelude = read("examples/valk-project/src/prelude.valk");
const oldModule = read("examples/valk-project/src/modules/test.valk");
const newModule = read("src/framework/test.valk");
const compatModule = read("src/framework/test-compat.valk");
const cache = makeFormCache();

/** A form that registers, and what it registers: names with whether the test passes. */
interface Registering {
  readonly text: string;
  readonly tests: readonly string[];
}

const HELPERS = `(fun {case name body} {test/define name body})
(fun {sure name} {do
  (= {body} {== 1 1})
  (case name body)})
(fun {either flag a b} {if flag {case a {true}} {sure b}})
(def {both} (\\ {name} {case name {== 2 2}}))
`;

let count = 0;
const fresh = (): string => `t${count++}`;

const leaf: fc.Arbitrary<Registering> = fc
  .constantFrom("direct", "helper", "deep", "bound", "either-yes", "either-no", "failing")
  .map((kind) => {
    const name = fresh();
    const other = fresh();
    const text = {
      direct: `(test/define "${name}" {== (+ 1 2) 3})`,
      helper: `(case "${name}" {== 1 1}) ; helped`,
      deep: `(sure "${name}")`,
      bound: `(both "${name}")`,
      "either-yes": `(either 1 "${name}" "${other}")`,
      "either-no": `(either 0 "${other}" "${name}")`,
      failing: `(test/define "${name}" {== 1 2})`,
    }[kind] as string;
    return { text, tests: [name] };
  });

/** `(f a)` as the code of a branch. */
const braced = ({ text }: Registering): string => `{${text.replace(/ ;.*$/, "")}}`;

const form: fc.Arbitrary<Registering> = fc.oneof(
  { weight: 5, arbitrary: leaf },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.boolean(), leaf, leaf).map(([holds, yes, no]) => ({
      text: `(if ${holds ? "1" : "0"} ${braced(yes)}\n  ${braced(no)})`,
      tests: holds ? yes.tests : no.tests,
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.boolean(), fc.constantFrom("{}", "{nil}", "{0}", '{println "no"}'), leaf)
      .map(([holds, empty, inner]) => ({
        text: `(if ${holds ? "1" : "0"} ${braced(inner)} ${empty})`,
        tests: holds ? inner.tests : [],
      })),
  },
  {
    weight: 1,
    arbitrary: fc.array(leaf, { minLength: 1, maxLength: 3 }).map((parts) => ({
      text: `(do\n${parts.map(({ text }) => `  ${text.replace(/ ;.*$/, "")}`).join("\n")})`,
      tests: parts.flatMap(({ tests }) => tests),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("sure", "lambda").map((kind) => {
      const names = [fresh(), fresh(), fresh()];
      const items = `(list ${names.map((name) => `"${name}"`).join(" ")})`;
      const callee = kind === "sure" ? "sure" : "(\\ {n} {test/define n {true}})";
      return { text: `(map ${callee} ${items})`, tests: names };
    }),
  },
);

const program = fc
  .array(fc.tuple(form, fc.constantFrom("\n", "\n\n", "\n; between\n")), {
    minLength: 1,
    maxLength: 8,
  })
  .map((forms) => ({
    source: `(load "src/prelude.valk")
(load "src/modules/test.valk")
(test/suite "Effects")
${HELPERS}
${forms.map(([{ text }, after]) => text + after).join("")}
(test/run {})
`,
    tests: forms.flatMap(([{ tests }]) => tests),
  }));

const migrate = (source: string, target: Target) =>
  migrateFile(defineToSuite, source, {
    path: "test/effects.valk",
    project: projectOf(),
    options: { target },
  });

function migrated(source: string, target: Target): string {
  const result = migrate(source, target);
  if (result.status !== "changed") {
    throw new Error(`${source}\n${JSON.stringify(result, null, 2)}`);
  }
  return result.newText;
}

/** Names and verdicts as a run of the file prints them. */
function outcomes(text: string, module: string): readonly string[] {
  const files: Readonly<Record<string, string>> = {
    "test/effects.valk": text,
    "src/prelude.valk": prelude,
    "src/modules/test.valk": module,
  };
  const tree = { read: (path: string) => files[path] };
  const { output } = evaluateScript({ path: "test/effects.valk", tree, cache });
  return parseTestOutput(output).runs.flatMap(({ tests }) =>
    tests.map(({ name, verdict }) => `${name} ${verdict}`),
  );
}

describe("generated programs with helpers, conditions, loops and groups", () => {
  test("run the same tests before and after, on the final and on the compat module", () => {
    fc.assert(
      fc.property(program, ({ source, tests }) => {
        const before = outcomes(source, oldModule);
        expect(before.map((outcome) => outcome.split(" ")[0])).toEqual(tests);
        const newText = migrated(source, "builder");
        expect(outcomes(newText, newModule)).toEqual(before);
        expect(outcomes(newText, compatModule)).toEqual(before);
        expect(migrate(newText, "builder").status).toBe("unchanged");
      }),
      { numRuns: 60 },
    );
  });

  test("are proven for the list target as well, which a second run leaves alone", () => {
    fc.assert(
      fc.property(program, ({ source }) => {
        const newText = migrated(source, "list");
        expect(migrate(newText, "list").status).toBe("unchanged");
      }),
      { numRuns: 60 },
    );
  });
});
