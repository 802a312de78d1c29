import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { editedForms } from "../../src/framework/edited-forms.js";

const registry = readFileSync(
  new URL("../../examples/valk-project/src/modules/test.valk", import.meta.url),
  "utf8",
);

const named = (text: string): readonly string[] =>
  editedForms(text).flatMap(({ node, names }) => (names.length > 0 ? names : [node.text]));

describe("what a registry does of its own", () => {
  test.each([
    ["nothing, as it stands", registry],
    ["nothing, with other comments and blanks", registry.replaceAll("(fun ", "; mine\n\n(fun   ")],
    ["nothing, with CRLF line ends", registry.replaceAll("\n", "\r\n")],
    ["nothing, with loads, which stay", `(load "src/prelude.valk")\n${registry}`],
    ["nothing, with names that nobody else knows", `${registry}(fun {test/near a b} {== a b})\n`],
    ["nothing that is known of a module without a registry", "(fun {test/run & _} {print 1})\n"],
  ])("%s", (_, text) => {
    expect(named(text)).toEqual([]);
  });

  test.each([
    [
      "a function",
      registry.replace("{def {*test-suite-name*} name}", "{print name}"),
      ["test/suite"],
    ],
    ["state", registry.replace('"Valkyria Test Suite"', '"Ours"'), ["*test-suite-name*"]],
    ["another definition of one name", `${registry}(fun {test/run & _} {0})\n`, ["test/run"]],
    ["a form that acts", `${registry}(print "ready")\n`, ['(print "ready")']],
    ["a computed load", `${registry}(load (str "a" ".valk"))\n`, ['(load (str "a" ".valk"))']],
  ])("%s", (_, text, expected) => {
    expect(text).not.toBe(registry);
    expect(named(text)).toEqual(expected);
  });
});
