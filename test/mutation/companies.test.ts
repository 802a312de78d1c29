import { describe, expect, test } from "vitest";
import { findCompanies, loadedBy } from "../../src/mutation/companies.js";
import type { FileModel } from "../../src/mutation/file-model.js";

/** A program of files that load one another, by their names. */
function companies(loads: Readonly<Record<string, readonly string[]>>) {
  const files = new Map(Object.keys(loads).map((path) => [path, { path } as FileModel]));
  const at = (path: string): FileModel => files.get(path) as FileModel;
  const loadsOf = ({ path }: FileModel): readonly FileModel[] => (loads[path] ?? []).map(at);
  const companyOf = findCompanies([...files.values()], loadsOf);
  return {
    of: (path: string) => [...companyOf(at(path))].map((file) => file.path).join(" "),
    same: (a: string, b: string) => companyOf(at(a)) === companyOf(at(b)),
    loaded: (path: string) => [...loadedBy(at(path), loadsOf)].map((file) => file.path).join(" "),
    companyOf,
  };
}

describe("a file's company", () => {
  test("is what some script loads together with it", () => {
    const { of, loaded } = companies({ a: ["x"], b: ["x", "y"], c: [], x: ["z"], y: [], z: [] });
    expect(of("a")).toBe("a x z");
    expect(of("b")).toBe("b x y z");
    expect(of("c")).toBe("c");
    expect(of("y")).toBe("b x y z");
    expect(of("x")).toBe("a b x y z");
    expect(of("z")).toBe("a b x y z");
    expect(loaded("a")).toBe("x z");
  });

  test("is one set for all files of a chain, however long", () => {
    const names = Array.from({ length: 5000 }, (_, index) => `f${index}`);
    const chain = companies(
      Object.fromEntries(names.map((name, index) => [name, names.slice(index + 1, index + 2)])),
    );
    expect(chain.of("f0")).toBe(names.join(" "));
    expect(names.every((name) => chain.same("f0", name))).toBe(true);
  });

  test("is found in rings, which nobody loads from outside, and in files that load themselves", () => {
    const { of, loaded } = companies({ a: ["b"], b: ["c"], c: ["a"], d: ["d"] });
    expect([of("a"), of("b"), of("c")]).toEqual(["a b c", "a b c", "a b c"]);
    expect(of("d")).toBe("d");
    expect([loaded("a"), loaded("d")]).toEqual(["b c", ""]);
  });

  test("of a file that is not of the program is that file", () => {
    const stranger = { path: "s" } as FileModel;
    expect([...companies({}).companyOf(stranger)]).toEqual([stranger]);
  });
});
