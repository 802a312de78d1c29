// The preludes and framework modules that generated projects stand on, all of this repository's own:
// the example's, and those of this folder, put together from pieces.

import { readFileSync } from "node:fs";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const piece = (name: string): string => read(`test/projects/valk/${name}.valk`);

/** What a project's files may load before the framework. */
export const PRELUDES = {
  /** Few names; its `map` and `foldl` are what the example's module runs tests with. */
  example: read("examples/valk-project/src/prelude.valk"),
  /** More names, such as `case`, `when` and `each`. */
  rich: piece("prelude"),
};

const runner = piece("runner");

export const MODULES = {
  /** The old style, on the prelude's functions; bodies see nothing of the runner. */
  example: read("examples/valk-project/src/modules/test.valk"),
  /** The old style, on functions of its own. */
  old: runner + piece("registry") + piece("ends-old"),
  /** Inline lists, as upstream's own new module accepts them. */
  list: runner + piece("lists") + piece("ends-list"),
  /** The old style and inline lists. */
  oldAndList: runner + piece("registry") + piece("lists") + piece("ends-both"),
};

/** What the migration installs. */
export const SHIPPED = {
  final: read("src/framework/test.valk"),
  compat: read("src/framework/test-compat.valk"),
  layer: read("src/framework/builder-layer.valk"),
  registry: read("src/framework/registry-layer.valk"),
  lists: read("src/framework/list-layer.valk"),
};
