// Who uses which module, noted file by file.

import { describe, expect, test } from "vitest";
import type { ModulePlan } from "../../src/plan/module-plan.js";
import { createModuleSurvey, type ModuleUser } from "../../src/plan/module-survey.js";

/** A plan in which each path that is loaded is a module of that name, the missing ones aside. */
const planWith = (usual: string | undefined): ModulePlan =>
  ({
    usual,
    modulesOf: (loads: readonly string[]) =>
      loads.filter((path) => path !== "plain").map((path) => ({ path })),
  }) as unknown as ModulePlan;

const user = (path: string, changes: Partial<ModuleUser> = {}): ModuleUser => ({
  path,
  loads: ["m"],
  usesOld: false,
  usesNew: false,
  usesBuilder: false,
  usesLists: false,
  ...changes,
});

describe("the use of a module", () => {
  test("is nothing before anything is noted, unless it is the usual one", () => {
    const survey = createModuleSurvey(planWith("m"));
    const nothing = { oldUsers: [], builderUsers: [], speaksNew: false, usesLists: false };
    expect(survey.useOf("m")).toEqual({ ...nothing, isWanted: true });
    expect(survey.useOf("other")).toEqual({ ...nothing, isWanted: false });
  });

  test("is that of the files that load it, sorted", () => {
    const survey = createModuleSurvey(planWith(undefined));
    survey.note(user("b", { usesOld: true }));
    survey.note(user("a", { usesOld: true, loads: ["m", "other"] }));
    survey.note(user("c", { usesNew: true, loads: ["other"] }));
    expect(survey.useOf("m")).toEqual({
      oldUsers: ["a", "b"],
      builderUsers: [],
      speaksNew: false,
      usesLists: false,
      isWanted: true,
    });
    expect(survey.useOf("other")).toEqual({
      oldUsers: ["a"],
      builderUsers: [],
      speaksNew: true,
      usesLists: false,
      isWanted: true,
    });
  });

  test("counts a file for all of them whose module nobody knows", () => {
    const survey = createModuleSurvey(planWith("m"));
    survey.note(user("unknown", { usesOld: true, loads: undefined }));
    survey.note(user("lonely", { usesOld: true, usesNew: true, loads: ["plain"] }));
    const oldUsers = ["lonely", "unknown"];
    expect(survey.useOf("m")).toEqual({
      oldUsers,
      builderUsers: [],
      speaksNew: true,
      usesLists: false,
      isWanted: true,
    });
    expect(survey.useOf("other")).toEqual({
      oldUsers,
      builderUsers: [],
      speaksNew: false,
      usesLists: false,
      isWanted: false,
    });
  });

  test("is unclear for every file where there is no plan", () => {
    const survey = createModuleSurvey(undefined);
    survey.note(user("a", { usesOld: true }));
    expect(survey.useOf("m")).toMatchObject({ oldUsers: ["a"], builderUsers: [], isWanted: false });
  });
});
