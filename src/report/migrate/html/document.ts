// The document around the data: frame, style, script and the policy that allows these two and
// nothing else. Pure. Invariant: no data can end its block, and nothing of it is markup.

import { createHash } from "node:crypto";
import { safeJson } from "../../json-stream.js";

/** The page's own sources, with line feeds. */
export interface PageAssets {
  /** HTML with a place for the policy, the style, the data and the script, in this order. */
  readonly frame: string;
  readonly style: string;
  readonly script: string;
}

export interface PageParts {
  /** What stands before the data, and what behind it. */
  readonly head: string;
  readonly tail: string;
}

/** The document, cut where the data belong. */
export function createPageParts({ frame, style, script }: PageAssets): PageParts {
  const policy = `content="${policyFor(style, script)}"`;
  const [head, tail] = cut(fill(frame, 'content="policy"', policy), "<!-- data -->");
  return {
    head: fill(head, "<!-- style -->", `<style>${style}</style>`),
    tail: fill(tail, "<!-- script -->", `<script>${script}</script>`),
  };
}

/** A document without a script; `title` and `body` are markup. */
export function createStaticPage(title: string, body: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style, undefined)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function fill(text: string, place: string, value: string): string {
  return cut(text, place).join(value);
}

/** Throws where the place is missing: a defect of the frame. */
function cut(text: string, place: string): readonly [string, string] {
  const at = text.indexOf(place);
  if (at === -1) {
    throw new Error(`the frame of the page lacks ${place}`);
  }
  return [text.slice(0, at), text.slice(at + place.length)];
}

/** No network and no script or style but this one; text cannot be made markup by the script. */
function policyFor(style: string, script: string | undefined): string {
  return [
    "default-src 'none'",
    `style-src ${sourceOf(style)}`,
    ...(script === undefined ? [] : [`script-src ${sourceOf(script)}`]),
    // Only so that a browser does not ask for an icon.
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "trusted-types 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

function sourceOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** A block of data; `attributes` are the caller's own words. */
export function dataBlock(attributes: string, value: object): string {
  return `<script type="application/json" ${attributes}>${embed(value)}</script>\n`;
}

/** JSON in which no character means anything to HTML. */
function embed(value: object): string {
  return safeJson(value).replaceAll("<", "\\u003c");
}
