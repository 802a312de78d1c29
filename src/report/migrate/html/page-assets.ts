// Reads the page's own sources. They stand next to this file in src/ and in dist/ alike.

import { readFileSync } from "node:fs";
import type { PageAssets } from "./document.js";
import { linkModules } from "./link-modules.js";

/** The page's frame, style and script. Throws when the package is incomplete. */
export function readPageAssets(): PageAssets {
  return {
    frame: read("page.html"),
    style: readPageStyle(),
    script: linkModules("main.js", read),
  };
}

/** The style alone, for pages without a script. */
export function readPageStyle(): string {
  return read("page.css");
}

/** With line feeds, whatever a checkout made of them: the policy's hashes are over what is read. */
function read(name: string): string {
  return readFileSync(new URL(`../../../review-page/${name}`, import.meta.url), "utf8").replaceAll(
    "\r\n",
    "\n",
  );
}
