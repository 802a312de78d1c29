// What is said of the styles that tests are written in, and of the one that they are to get.

import { describe, expect, test } from "vitest";
import { describeGoal, describeStyles, goalOf } from "../../src/plan/goal.js";

const AUTO = { value: "auto", from: "default" } as const;
const module = (kind: "old" | "compat" | "final" | "list" | "layered" | "other") => ({
  path: "m.valk",
  kind,
});

describe("the goal", () => {
  test.each([
    ["old", "builder", "m.valk can be replaced"],
    ["compat", "builder", "m.valk runs pipelines"],
    ["final", "builder", "m.valk runs pipelines"],
    ["list", "list", "m.valk runs lists"],
    ["layered", "builder", "m.valk has the builder layer"],
  ] as const)("is that of the module: %s", (kind, style, reason) => {
    expect(goalOf(AUTO, module(kind))).toMatchObject({ style, reason });
  });

  test("is not known without one that tells", () => {
    expect(goalOf(AUTO, module("other"))).toBeUndefined();
    expect(goalOf(AUTO, undefined)).toBeUndefined();
  });

  test("is what somebody says, whatever the module is", () => {
    expect(goalOf({ value: "builder", from: "file" }, module("list"))).toEqual({
      style: "builder",
      reason: "the configuration says so",
      leavesComputed: false,
    });
    const given = { value: "list", from: "command line" } as const;
    expect(goalOf(given, undefined)?.reason).toBe("the command line says so");
  });
});

describe("in words", () => {
  const lists = goalOf(AUTO, module("list"));
  const pipelines = goalOf(AUTO, module("layered"));

  test("styles are told apart where there are lists", () => {
    expect(describeStyles({ done: 3, lists: 0 })).toBeUndefined();
    expect(describeStyles({ done: 3, lists: 2 })).toBe("2 as lists, 1 in pipelines");
  });

  test("the goal is named where lists are one, or are there", () => {
    expect(describeGoal(undefined, { done: 3, lists: 2, computed: 0 })).toBeUndefined();
    expect(describeGoal(pipelines, { done: 3, lists: 0, computed: 0 })).toBeUndefined();
    expect(describeGoal(lists, { done: 0, lists: 0, computed: 0 })).toBe(
      "goal: lists, since m.valk runs lists",
    );
  });

  test("with what is in the other style, and the way", () => {
    expect(describeGoal(pipelines, { done: 3, lists: 2, computed: 0 })).toBe(
      "goal: pipelines, since m.valk has the builder layer; 2 tests are in lists: valk-codemod migrate --to builder --write",
    );
    expect(describeGoal(lists, { done: 3, lists: 2, computed: 0 })).toBe(
      "goal: lists, since m.valk runs lists; 1 test is in pipelines: valk-codemod migrate --to list --write",
    );
  });

  test("computed tests get to pipelines by hand, but for a module that adds them", () => {
    const counts = { done: 3, lists: 3, computed: 2 };
    expect(describeGoal(goalOf(AUTO, module("compat")), counts)).toBe(
      "goal: pipelines, since m.valk runs pipelines; 1 test is in lists: valk-codemod migrate --to builder --write; 2 tests are in files that compute tests, which go there by hand",
    );
    const layered = "3 tests are in lists: valk-codemod migrate --to builder --write";
    expect(describeGoal(pipelines, counts)).toContain(layered);
    const asked = goalOf({ value: "builder", from: "file" }, undefined);
    expect(describeGoal(asked, counts)).toContain(layered);
    expect(describeGoal(lists, counts)).toBe("goal: lists, since m.valk runs lists");
  });
});
