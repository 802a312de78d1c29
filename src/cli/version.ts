// The version of this package, as reports and --version give it.

import { createRequire } from "node:module";

/** By its own name the package is found from src/ and from dist/ alike. */
export function readVersion(): string {
  return createRequire(import.meta.url)("valk-codemod/package.json").version;
}
