// What a run makes of a project must not depend on what was kept of the runs before: generated projects
// that turn, file by file, into others, each time planned with kept verdicts and without.

import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan-input.js";
import { createTextReport } from "../../src/report/migrate/text.js";
import type { KeptTexts } from "../../src/text/kept-texts.js";
import { PREVIEW_OPTIONS, PREVIEW_RUN } from "../report/migrate/run-reports.js";
import { type Files, type GeneratedProject, generateProject, type Target } from "./generate.js";
import { planProject } from "./judge.js";
import { type Random, seeded } from "./random.js";

const { PROJECTS_COUNT, PROJECTS_SEED } = process.env;
const COUNT = Math.ceil(Number(PROJECTS_COUNT ?? 1000) / 10);
const SEED = Number(PROJECTS_SEED ?? 1);
const STEPS = 5;

interface CountingStore extends KeptTexts {
  readonly taken: () => number;
}

function makeStore(): CountingStore {
  const texts = new Map<string, string>();
  let taken = 0;
  return {
    get(key) {
      const found = texts.get(key);
      taken += found === undefined ? 0 : 1;
      return found;
    },
    set(key, text) {
      texts.set(key, text);
    },
    taken: () => taken,
  };
}

/** Some files as they are in the other project, some gone, some new. */
function changed(files: Files, other: Files, random: Random): Files {
  const next = { ...files };
  for (const path of new Set([...Object.keys(files), ...Object.keys(other)])) {
    const text = other[path];
    if (!random.chance(0.25)) {
      continue;
    }
    if (text === undefined || random.chance(0.1)) {
      delete next[path];
    } else {
      next[path] = text;
    }
  }
  return next;
}

function planned(
  project: GeneratedProject,
  files: Files,
  isSelected: (path: string) => boolean,
  kept?: { readonly verdicts: KeptTexts; readonly previews: KeptTexts },
): unknown {
  const plan = planProject(project, files, isSelected, kept?.verdicts);
  const { results, totals, frameworks, unanswered } = plan;
  const found = JSON.stringify({ results, totals, frameworks, unanswered }, (key, value) =>
    key === "identity" ? undefined : value,
  );
  return { found: JSON.parse(found), shown: shown(plan, kept?.previews) };
}

/** The preview of a plan. */
function shown({ results, totals, frameworks }: Plan, texts: KeptTexts | undefined): string {
  const parts: string[] = [];
  const report = createTextReport((text) => parts.push(text), PREVIEW_RUN, {
    ...PREVIEW_OPTIONS,
    hidden: new Set(["reindented"]),
    previews: texts && { texts, view: "unified" },
  });
  for (const file of results) {
    report.file(file);
  }
  report.finish({ totals, frameworks });
  return parts.join("");
}

test.each<Target>(["builder", "list"])(
  "kept verdicts are those that files get, %s",
  (target) => {
    const taken = { verdicts: 0, previews: 0 };
    for (let seed = SEED; seed < SEED + COUNT; seed += 1) {
      const project = generateProject(seed, target);
      const other = generateProject(seed + 1_000_000, target).files;
      const random = seeded(seed);
      const kept = { verdicts: makeStore(), previews: makeStore() };
      let files = project.files;
      for (let step = 0; step < STEPS; step += 1) {
        const at = `seed ${seed}, step ${step}`;
        const some = new Set(Object.keys(files).filter(() => random.chance(0.8)));
        const isSelected = random.chance(0.6) ? () => true : (path: string) => some.has(path);
        expect(planned(project, files, isSelected, kept), at).toEqual(
          planned(project, files, isSelected),
        );
        files = changed(files, random.chance(0.3) ? project.files : other, random);
      }
      taken.verdicts += kept.verdicts.taken();
      taken.previews += kept.previews.taken();
    }
    expect(taken.verdicts).toBeGreaterThan(COUNT);
    expect(taken.previews).toBeGreaterThan(COUNT);
  },
  36_000_000,
);
