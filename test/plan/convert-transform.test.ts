// Which transform takes a file to a style: the one that the file needs, and a file that needs two stays.

import { describe, expect, test } from "vitest";
import { migrateFile } from "../../src/kit/migrate-file.js";
import { convertTransform, type STYLES } from "../../src/plan/convert-transform.js";
import type { Outlook } from "../../src/program/outlook.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { LIST_MODULE, PIPELINE_NAMES } from "../cli/git-project.js";

const OLD = '(test/suite "S")\n(test/define "a" {1})\n(test/run)\n';
const LIST = '(test/run (list\n  (test "a" {1}))\n  {:suite-name "S"})\n';
const PIPELINE = '(-> (test/suite "S")\n    (test/add "a" {1})\n    (test/run))\n';

type Style = (typeof STYLES)[number];

function statusOf(style: Style, text: string): string {
  const project = { read: () => undefined };
  const context = { path: "test/a.valk", project, options: { target: style } };
  return migrateFile(convertTransform(style), text, context).status;
}

describe.each<[Style, string, string]>([
  ["builder", LIST, PIPELINE],
  ["list", PIPELINE, LIST],
])("to the style %s", (style, other, own) => {
  test.each<[string, string, string]>([
    ["old tests change", OLD, "changed"],
    ["an old run of nothing changes", "(test/run {})\n", "changed"],
    ["the other style changes", other, "changed"],
    ["its own style stays", own, "unchanged"],
    ["what is no test stays", "(print 1)\n", "unchanged"],
    ["old tests that must stay are blocked", `${OLD}(test/define "late" {1})\n`, "blocked"],
    ["what does not read is blocked", `${other}(`, "blocked"],
    ["both old tests and the other style are blocked", `${OLD}${other}`, "blocked"],
  ])("%s", (_, text, expected) => {
    expect(statusOf(style, text)).toBe(expected);
  });

  test("what its module does not answer changes all the same", () => {
    const builder = `(fun {test/suite name} {name})\n(fun {test/run suite} {suite})\n${PIPELINE_NAMES}`;
    const module = style === "list" ? LIST_MODULE : builder;
    const project = { read: (path: string) => (path === "m.valk" ? module : undefined) };
    const outlook: Outlook = {
      modules: ["m.valk"],
      usual: "m.valk",
      after: project,
      standing: project,
      whyKept: () => undefined,
      whyUnread: () => undefined,
      get afterwards() {
        return outlook;
      },
    };
    const context = { path: "test/a.valk", project, options: { target: style, outlook } };
    const { status } = convertTransform(style).judge(`(load "m.valk")\n${other}`, context);
    expect(status).toBe("changed");
    const unfinished = other
      .replace("test/add", "test/define")
      .replace('(test "', '(test/define "');
    expect(statusOf(style, `${unfinished}${other}`)).toBe("blocked");
  });

  test("a member of a group is proven as old tests are", () => {
    const claim = {
      path: "test/a.valk",
      oldText: other,
      newText: other,
      edits: [],
      migrateAgain: () => ({ changed: false, findings: [] }),
      knownFindings: [],
      graph: { read: () => undefined },
    };
    const proven = convertTransform(style).prove(claim, { target: style });
    expect(proven.ok).toBe(false);
    expect(proven).toEqual(defineToSuite.prove(claim, { target: style }));
    const { graph: _, ...alone } = claim;
    expect(convertTransform(style).prove(alone, { target: style })).not.toEqual(proven);
  });
});
