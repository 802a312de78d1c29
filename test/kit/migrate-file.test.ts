import { describe, expect, test } from "vitest";
import { rewriteOfEdits } from "../../src/edit/rewrite.js";
import { migrateFile } from "../../src/kit/migrate-file.js";
import type { Judgement } from "../../src/kit/transform.js";
import type { ChangeClaim } from "../../src/proof/proof.js";
import type { AnyTransform } from "../../transforms/all-transforms.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { projectOf } from "../transforms/define-to-suite/fixtures.js";

const context = {
  path: "a.valk",
  project: projectOf(),
  options: { target: "builder" },
} as const;

const source = '(test/suite "S")\n(test/define "a" {true})\n(test/run)\n';
/** The real transform with another judgement, so that the real proof sees a wrong change. */
function transformThat(judge: (source: string) => Judgement): AnyTransform {
  return { ...defineToSuite, judge };
}

const replaceAll = (text: string): Judgement => ({
  status: "changed",
  findings: [],
  change: () => rewriteOfEdits(source, [{ span: { start: 0, end: source.length }, newText: text }]),
});

describe("migrateFile", () => {
  test("a proven change carries its text, its edits and its proof", () => {
    const result = migrateFile(defineToSuite, source, context);
    expect(result.status === "changed" && result.newText).toBe(
      '(-> (test/suite "S")\n    (test/add "a" {true})\n    (test/run))\n',
    );
    expect(result).toMatchObject({ proof: { tests: [{ name: '"a"' }] } });
    expect(result).toMatchObject({ path: "a.valk", source });
  });

  test.each(["unchanged", "blocked"] as const)("%s files pass through", (status) => {
    const judgement: Judgement = { status, findings: [] };
    const result = migrateFile(
      transformThat(() => judgement),
      source,
      context,
    );
    expect(result).toEqual({ ...judgement, path: "a.valk", source });
  });

  test("a change that loses a test fails, whatever the transform thinks", () => {
    const lossy = transformThat(() => replaceAll('(-> (test/suite "S")\n    (test/run))\n'));
    const result = migrateFile(lossy, source, context);
    expect(result.status).toBe("failed");
    expect(result.status === "failed" && result.failures.length).toBeGreaterThan(0);
  });

  test("the proof is told what a second run does, and the findings so far", () => {
    const seen: ChangeClaim[] = [];
    const watched: AnyTransform = {
      ...defineToSuite,
      prove: (claim, options) => {
        seen.push(claim);
        return defineToSuite.prove(claim, options);
      },
    };
    migrateFile(watched, `${source}(println "x")\n`, context);
    expect(seen[0]?.knownFindings).toEqual(["forms-after-run"]);
    expect(seen[0]?.migrateAgain(source)).toEqual({ changed: true, findings: [] });
  });
});
