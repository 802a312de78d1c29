// Reads the modules that a migration installs. They stand next to this folder in src/ and in
// dist/ alike.

import { readFileSync } from "node:fs";
import type { FrameworkTexts } from "../plan/framework-state.js";

/** The modules and the layers, each read when it is first asked for: that throws when the package is incomplete. */
export function readFrameworkTexts(): FrameworkTexts {
  return TEXTS;
}

const TEXTS: FrameworkTexts = {
  get final() {
    return readModule("test.valk");
  },
  get compat() {
    return readModule("test-compat.valk");
  },
  get layer() {
    return readModule("builder-layer.valk");
  },
  get registry() {
    return readModule("registry-layer.valk");
  },
  get lists() {
    return readModule("list-layer.valk");
  },
};

const known = new Map<string, string>();

function readModule(name: string): string {
  const text =
    known.get(name) ?? readFileSync(new URL(`../framework/${name}`, import.meta.url), "utf8");
  known.set(name, text);
  return text;
}
