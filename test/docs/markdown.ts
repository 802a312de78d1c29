// Reads what the documentation tests need from a Markdown text: fenced blocks, links, headings.
// Offsets count UTF-16 units, so that a block's body can be replaced where it stands.

export interface Fence {
  /** The first word behind the fence, "" without one. */
  readonly language: string;
  /** The words behind the language, as `name=value` or `name`. */
  readonly marks: ReadonlyMap<string, string>;
  /** What stands between the fences, with its last line feed and without the indentation. */
  readonly body: string;
  /** The blanks before each line. */
  readonly indent: string;
  readonly start: number;
  readonly end: number;
}

/** A fence, what is written behind it, the lines between it and its partner. */
const FENCE = /^( *)(```+)([^`\n]*)\n([\s\S]*?)^\1\2 *$/gm;

/** All fenced blocks, in order. */
export function readFences(markdown: string): readonly Fence[] {
  return [...markdown.matchAll(FENCE)].map((match) => {
    const [, indent = "", marker = "", info = "", raw = ""] = match;
    const [language = "", ...words] = info.trim().split(/\s+/);
    const marks = new Map(words.map((word) => split(word, "=")));
    const start = match.index + indent.length + marker.length + info.length + 1;
    const body = raw.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    return { language, marks, body, indent, start, end: start + raw.length };
  });
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** The text without its fenced blocks: what a reader of prose sees. */
export function proseOf(markdown: string): string {
  return markdown.replace(FENCE, "");
}

/** Targets of links and pictures that lead into this repository, without `#…`, and the `#…`. */
export function readLinks(markdown: string): readonly { path: string; anchor: string }[] {
  return [...proseOf(markdown).matchAll(/\]\(([^()\s]+)\)/g)]
    .map((match) => match[1] as string)
    .filter((target) => !/^[a-z]+:/i.test(target))
    .map((target) => {
      const [path, anchor] = split(target, "#");
      return { path, anchor };
    });
}

/** What `#…` of a link may name: the headings, as GitHub turns them into anchors. */
export function readAnchors(markdown: string): ReadonlySet<string> {
  const headings = [...proseOf(markdown).matchAll(/^#{1,6} (.+)$/gm)];
  return new Set(
    headings.map(([, text = ""]) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced. */
export function replaceRegion(markdown: string, name: string, text: string): string {
  const region = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  return markdown.replace(region, (_, open: string, close: string) => open + text + close);
}
