import { describe, expect, test } from "vitest";
import { rewriteOfEdits } from "../../src/edit/rewrite.js";
import { judgeTogether, migrateFile } from "../../src/kit/migrate-file.js";
import { defineTransform, type TransformContext } from "../../src/kit/transform.js";
import { transforms } from "../../transforms/all-transforms.js";
import { projectOf } from "../transforms/define-to-suite/fixtures.js";

describe.each([...transforms.values()])("$name", (transform) => {
  const { name, documentation, needs } = transform;
  const context = { path: "a.valk", project: projectOf(), options: { target: "builder" } } as const;

  test("makes of its documented example what the documentation says", () => {
    const result = migrateFile(transform, documentation.before, context);
    expect(result).toMatchObject({ status: "changed", newText: documentation.after });
    expect(migrateFile(transform, documentation.after, context).status).toBe("unchanged");
  });

  test("has a name and a summary for lists, and says what it needs", () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(documentation.summary).toMatch(/^[^\n]{10,80}$/);
    expect(["file", "project"]).toContain(needs);
  });
});

describe("a transform made of its definition", () => {
  const renaming = (needs: "file" | "project", onChange = (): void => {}) =>
    defineTransform<string>({
      name: "old-to-new",
      documentation: { summary: "old becomes new", before: "(old)\n", after: "(new)\n" },
      needs,
      concerns: "code",
      findings: [],
      judge: (source, { project }: TransformContext) =>
        source.includes("(old)") && project.read("switch.valk") === undefined
          ? { status: "changed", findings: [], plan: source }
          : { status: "unchanged", findings: [] },
      change: (source) => {
        onChange();
        const start = source.indexOf("old");
        return rewriteOfEdits(source, [{ span: { start, end: start + 3 }, newText: "new" }]);
      },
    });
  const context = {
    path: "a.valk",
    project: projectOf({ "switch.valk": "" }),
    options: undefined,
  };

  test("is shown other files only if it needs them", () => {
    expect(migrateFile(renaming("file"), "(old)\n", context)).toMatchObject({ newText: "(new)\n" });
    expect(migrateFile(renaming("project"), "(old)\n", context).status).toBe("unchanged");
  });

  test("lays nothing out for those who only ask for the verdict", () => {
    let changes = 0;
    const transform = renaming("file", () => {
      changes += 1;
    });
    expect(judgeTogether(transform, "(old)\n", context).get("a.valk")).toEqual({
      path: "a.valk",
      source: "(old)\n",
      findings: [],
      status: "changed",
    });
    expect(changes).toBe(0);
    migrateFile(transform, "(old)\n", context);
    expect(changes).toBe(1);
  });

  test("is proven by default: a second run that changes more is a failure", () => {
    const result = migrateFile(renaming("file"), "(old) (old)\n", context);
    expect(result).toMatchObject({
      status: "failed",
      failures: [{ code: "proof-not-idempotent" }],
    });
  });
});
