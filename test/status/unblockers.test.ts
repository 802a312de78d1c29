import { describe, expect, test } from "vitest";
import { findUnblockers } from "../../src/status/unblockers.js";

const find = (
  blocked: Readonly<Record<string, readonly string[]>>,
  loads: Readonly<Record<string, readonly string[]>>,
) => findUnblockers(new Map(Object.entries(blocked)), (path) => loads[path] ?? []);

describe("files in the way of others", () => {
  test("are those that a waiting file loads, at any distance", () => {
    const blocked = {
      part: ["no-run"],
      one: ["graph-blocked"],
      two: ["graph-blocked"],
      three: ["graph-blocked"],
      other: ["graph-blocked"],
      cases: ["no-run", "wrong-arity"],
      alone: ["read-error"],
    };
    const loads = { one: ["part"], two: ["part"], three: ["one"], other: ["cases"] };
    expect(find(blocked, loads)).toEqual([
      { path: "part", codes: ["no-run"], unblocks: ["one", "three", "two"] },
      { path: "cases", codes: ["no-run", "wrong-arity"], unblocks: ["other"] },
    ]);
  });

  test("are all that the matter is with, in the order of their paths", () => {
    const blocked = { two: ["no-run"], one: ["no-run"], waits: ["graph-blocked"] };
    const unblocks = ["waits"];
    expect(find(blocked, { waits: ["two", "one"], two: ["one"] })).toEqual([
      { path: "one", codes: ["no-run"], unblocks },
      { path: "two", codes: ["no-run"], unblocks },
    ]);
  });

  test("may lie outside the run", () => {
    expect(find({ one: ["graph-blocked"] }, { one: ["elsewhere"] })).toEqual([
      { path: "elsewhere", codes: [], unblocks: ["one"] },
    ]);
  });

  test("are none where nobody waits for another file", () => {
    expect(find({ one: ["graph-blocked", "wrong-arity"] }, { one: ["part"] })).toEqual([]);
    expect(find({ one: ["no-run"] }, {})).toEqual([]);
  });
});
