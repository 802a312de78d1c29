import { expect, test } from "vitest";
import { createGraphReader } from "../../src/program/graph-file.js";
import { closureReader } from "../../src/program/load-closure.js";
import { loadTargets } from "../../src/program/load-targets.js";
import { listedProjectOf } from "../transforms/define-to-suite/fixtures.js";

const project = listedProjectOf({
  "a.valk": '(if 1 {load "./b.valk"} {})\n(load "c.valk")\n(load "gone.valk")',
  "b.valk": '(map load {"d.valk"}) (load "/outside.valk")',
  "c.valk": '(load "e.valk") (load "c.valk")',
  "e.valk": "(def {x} 1)",
});

test("the targets of loads are found wherever they are named, once for a project", () => {
  const targets = loadTargets(project);
  expect([...targets].sort()).toEqual(["b.valk", "c.valk", "d.valk", "e.valk", "gone.valk"]);
  expect(loadTargets(project)).toBe(targets);
});

test("a listed file that cannot be read loads nothing", () => {
  expect([...loadTargets({ read: () => undefined, paths: () => ["a.valk"] })]).toEqual([]);
});

test("the closure of a file follows top-level loads alone", () => {
  const closure = closureReader(createGraphReader(project));
  expect([...closure("a.valk")].sort()).toEqual(["c.valk", "e.valk", "gone.valk"]);
  expect([...closure("c.valk")].sort()).toEqual(["c.valk", "e.valk"]);
  expect([...closure("nowhere.valk")]).toEqual([]);
});
