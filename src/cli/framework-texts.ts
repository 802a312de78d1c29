// Reads the modules that a migration installs. They stand next to this folder in src/ and in
// dist/ alike.

import { readFileSync } from "node:fs";
import type { FrameworkTexts } from "../plan/framework.js";

/** The modules and the layer. Throws when the package is incomplete. */
export function readFrameworkTexts(): FrameworkTexts {
  return {
    final: readModule("test.valk"),
    compat: readModule("test-compat.valk"),
    layer: readModule("builder-layer.valk"),
  };
}

function readModule(name: string): string {
  return readFileSync(new URL(`../framework/${name}`, import.meta.url), "utf8");
}
