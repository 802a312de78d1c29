// The fixtures of files that load each other: `<case>/before/**`, and beside it what the builder
// target makes of the files that change, `after/**`, and the list target, `list/**`.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { evaluateScript, type FormCache, makeFormCache } from "../../../src/evaluator/script.js";
import { parseTestOutput } from "../../../src/evaluator/test-output.js";
import type { Severities } from "../../../src/finding/policy.js";
import type { PlannedFile } from "../../../src/outcome/planned-file.js";
import type { FrameworkChoice } from "../../../src/plan/framework.js";
import { plan } from "../../../src/plan/plan.js";
import type { Plan } from "../../../src/plan/plan-input.js";
import type { AnyTransform } from "../../../transforms/all-transforms.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { listedProjectOf, type Target } from "./fixtures.js";

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

export interface GraphFixture {
  readonly name: string;
  readonly before: Files;
  /** The files that change; empty where none does. */
  readonly after: Readonly<Record<Target, Files>>;
}

const FOLDER = new URL("../../fixtures/define-to-suite-graph/", import.meta.url);

export function readGraphFixtures(): readonly GraphFixture[] {
  return readdirSync(FOLDER)
    .sort()
    .map((name) => ({
      name,
      before: readFolder(new URL(`${name}/before/`, FOLDER)),
      after: {
        builder: readFolder(new URL(`${name}/after/`, FOLDER)),
        list: readFolder(new URL(`${name}/list/`, FOLDER)),
      },
    }));
}

/** The files of a folder by their paths in it; none where there is no such folder. */
export function readFolder(folder: URL): Files {
  if (!existsSync(folder)) {
    return {};
  }
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const url = new URL(`${entry.parentPath}/${entry.name}`, "file:///");
        return [url.pathname.slice(folder.pathname.length), readFileSync(url, "utf8")];
      }),
  );
}

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const prelude = read("examples/valk-project/src/prelude.valk");

/** The framework modules that files are run on. */
export const MODULES = {
  old: read("examples/valk-project/src/modules/test.valk"),
  final: read("src/framework/test.valk"),
  compat: read("src/framework/test-compat.valk"),
  layer: read("src/framework/builder-layer.valk"),
  registry: read("src/framework/registry-layer.valk"),
  lists: read("src/framework/list-layer.valk"),
};

/** The files with everything that they load besides. */
export const inRepository = (files: Files, module: string): Files => ({
  "src/prelude.valk": prelude,
  "src/modules/test.valk": module,
  ...files,
});

/** Plans a run over all the files, or over the selected ones. */
export function planRepository(
  files: Files,
  target: Target,
  options: RepositoryOptions = {},
): Plan {
  const { selected, transform = defineToSuite, severities, framework } = options;
  const { module = MODULES.old } = options;
  const all = inRepository(files, module);
  const project = listedProjectOf(all);
  const texts = () => MODULES;
  return plan({
    files: Object.keys(framework === undefined ? files : all)
      .sort()
      .map((path) => ({ path, selected: selected?.includes(path) ?? true })),
    readBytes: (path) => Buffer.from(all[path] as string),
    project,
    transform,
    options: { target },
    severities,
    ...(framework && { framework: { choice: framework, texts } }),
  });
}

export interface RepositoryOptions {
  readonly selected?: readonly string[];
  readonly transform?: AnyTransform;
  readonly severities?: Severities;
  /** Missing for a run that leaves the framework out of account. */
  readonly framework?: FrameworkChoice;
  /** The module that the repository has; the old one unless something else is said. */
  readonly module?: string;
}

/** The new texts of the files that change. Throws when a change fails its proof. */
export function newTexts({ results }: Plan): Files {
  const failed = results.filter(({ status }) => status === "failed");
  if (failed.length > 0) {
    throw new Error(JSON.stringify(failed, null, 2));
  }
  return Object.fromEntries(
    results.flatMap((file) => (file.status === "changed" ? [[file.path, file.newText]] : [])),
  );
}

/** Status, and findings as `path:line:column severity code message`, of every file. */
export function describeResults(results: readonly PlannedFile[]): readonly string[] {
  return results.flatMap(({ path, status, findings }) => [
    `${path}: ${status}`,
    ...findings.map(
      ({ line, column, severity, code, message }) =>
        `  ${line}:${column} ${severity} ${code}: ${message}`,
    ),
  ]);
}

/** What a run of a file prints of its suite and tests, times left out. */
export function outcomes(
  path: string,
  files: Files,
  module: string,
  cache: FormCache = makeFormCache(),
): readonly string[] {
  const all = inRepository(files, module);
  const tree = { read: (asked: string) => all[posix.normalize(asked)] };
  const { output } = evaluateScript({ path, tree, cache });
  return parseTestOutput(output).runs.flatMap(({ tests }) =>
    tests.map(({ name, verdict }) => `${name} ${verdict}`),
  );
}
