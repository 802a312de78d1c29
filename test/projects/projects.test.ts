import { expect, test } from "vitest";
import { generateProject, type Target } from "./generate.js";
import { judge, makeEvaluator, type Trouble } from "./judge.js";
import { shrink } from "./shrink.js";

test.each<Target>(["builder", "list"])("x %s", { timeout: 3_600_000 }, (target) => {
  const evaluator = makeEvaluator();
  const count = Number(process.env.PROJECTS ?? 100);
  const first = Number(process.env.SEED ?? 1);
  const found = new Map<string, { times: number; seed: number; trouble: Trouble }>();
  const totals: Record<string, number> = {};
  const refusals: Record<string, number> = {};
  let [ran, unknown, runners] = [0, 0, 0];
  const start = performance.now();
  for (let seed = first; seed < first + count; seed++) {
    const project = generateProject(seed, target);
    const result = judge(project, evaluator);
    ran += result.ran;
    unknown += result.unknown;
    runners += project.runners.length;
    for (const [k, v] of Object.entries(result.statuses)) totals[k] = (totals[k] ?? 0) + v;
    for (const [k, v] of Object.entries(result.refusals)) refusals[k] = (refusals[k] ?? 0) + v;
    for (const trouble of result.troubles) {
      const key = `${trouble.kind} | ${trouble.step.split(" ")[0]} | ${trouble.key}`;
      const known = found.get(key);
      if (known) known.times++;
      else found.set(key, { times: 1, seed, trouble });
    }
  }
  console.log(
    target,
    count,
    JSON.stringify({ totals, refusals, ran, unknown, runners }),
    performance.now() - start,
  );
  const rows = [...found].sort((a, b) =>
    a[1].trouble.kind < b[1].trouble.kind
      ? -1
      : a[1].trouble.kind > b[1].trouble.kind
        ? 1
        : b[1].times - a[1].times,
  );
  for (const [key, { times, seed, trouble }] of rows) {
    let shown = `\n##### ${times} × ${key} (seed ${seed}) ${trouble.path}: ${trouble.text}`;
    if (process.env.SHRINK) {
      const small = shrink(
        generateProject(seed, target),
        (p) =>
          judge(p, evaluator).troubles.some(
            (t) => t.kind === trouble.kind && t.key === trouble.key && t.step === trouble.step,
          ),
        8000,
      );
      const again = judge(small, evaluator).troubles.find(
        (t) => t.kind === trouble.kind && t.key === trouble.key,
      );
      shown +=
        `\n  ${again?.text}\n` +
        Object.entries(small.files)
          .filter(([p]) => !small.modules.includes(p) && p !== "src/prelude.valk")
          .map(([p, t]) => `--- ${p}\n${t}`)
          .join("\n");
    }
    console.log(shown);
  }
  expect(1).toBe(1);
});
