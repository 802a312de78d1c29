// The Markdown files of a run. Without --markdown they are only searched for calls of the old API,
// which costs next to nothing; with it, their blocks are migrated. Invariant: a page that shows
// nothing of the old API is no file of the run, unless it was named. Pure; the plan calls this.

import { finding } from "../finding/finding.js";
import { EFFECT_NAMES, REGISTRATIONS } from "../framework/framework-api.js";
import { markdownBlock } from "../markdown/markdown-block.js";
import type { MarkdownResult } from "../markdown/migrate-markdown.js";
import { locateFindings, NO_TESTS, type PlannedFile } from "../outcome/planned-file.js";
import {
  internalError,
  messageOf,
  problemOf,
  problemOfProof,
  readFailed,
} from "../outcome/problems.js";
import { readSource } from "../project/read.js";
import { countOf } from "../text/wording.js";
import { blockChange, type ObstacleTo } from "./block-changes.js";

/** A Markdown file that discovery found. */
export interface DocumentFile {
  readonly path: string;
  /** Whether the user named it: then it counts, whatever it holds. */
  readonly isNamed?: boolean;
  readonly outcome?: PlannedFile;
}

/** The documentation of a run. */
export interface DocumentsInput {
  readonly files: readonly DocumentFile[];
  /** The bytes of a file, by its path. Throws when it cannot be read. */
  readonly readBytes: (path: string) => Uint8Array;
  /** Whether pages with code of any kind are of the run, and not only those that show tests. */
  readonly wantsAll?: boolean | undefined;
  /** Why a change must not be made; missing where any may be. */
  readonly obstacleTo?: ObstacleTo | undefined;
  /** What earlier runs saw of pages that nobody asked for; missing where nothing is known. */
  readonly silent?: SilentPages | undefined;
  /** Missing where documentation is only searched. */
  readonly migrate?: ((path: string, source: string) => MarkdownResult) | undefined;
}

/** Pages that show nothing of the old API. */
export interface SilentPages {
  /** Whether the page was seen to show nothing, and is still the one that it was. */
  has(path: string): boolean;
  /** The page has been asked for before, and was read. */
  add(path: string): void;
}

/** So far is looked for the first class of attributes, lest a long line of fences takes for ever. */
const FENCE = /(?:```|~~~)[ \t]*(?:\{(?:"[^"\r\n]{0,100}"|[^}."\r\n]){0,100}\.)?(?:lisp|valk)\b/i;
const REGISTRATION = new RegExp(
  `(?<![\\w+\\-*\\\\/=<>!&?:.])(?:${Object.keys(REGISTRATIONS).join("|")})(?![\\w+\\-*\\\\/=<>!&?:])`,
  "g",
);
const SEARCHED: readonly string[] = Object.keys(REGISTRATIONS);
const MIGRATED: readonly string[] = [...EFFECT_NAMES];

/** The results, each when it is asked for, in order; nothing for a file that is not of the run. */
export function* planDocuments(input: DocumentsInput): Generator<PlannedFile, void, void> {
  for (const file of input.files) {
    const planned = planDocument(file, input);
    if (planned !== undefined) {
      yield planned;
    }
  }
}

function planDocument(file: DocumentFile, input: DocumentsInput): PlannedFile | undefined {
  const { path } = file;
  const isAsked = input.migrate !== undefined || file.isNamed === true;
  if (file.outcome !== undefined) {
    return isAsked ? file.outcome : undefined;
  }
  const silent = isAsked ? undefined : input.silent;
  if (silent?.has(path)) {
    return undefined;
  }
  const nothing: PlannedFile = { status: "unchanged", path, findings: [], tests: NO_TESTS };
  let bytes: Uint8Array;
  try {
    bytes = input.readBytes(path);
  } catch (error) {
    const problems = [problemOf(readFailed, messageOf(error))];
    // A page that nobody asked for must not fail a run about tests.
    return isAsked ? { ...nothing, status: "failed", problems } : undefined;
  }
  const read = readSource(bytes, marksFor(input));
  if (read.kind === "not-utf8") {
    const findings = locateFindings(read.lossy, [read.finding]);
    return isAsked ? { ...nothing, status: "blocked", findings } : undefined;
  }
  const isTelling = read.kind === "text" && FENCE.test(read.text);
  const planned = isTelling ? planText(path, read.text, input) : undefined;
  if (planned === undefined) {
    silent?.add(path);
  }
  return planned ?? (file.isNamed === true ? nothing : undefined);
}

function planText(path: string, text: string, input: DocumentsInput): PlannedFile | undefined {
  const { migrate } = input;
  const planned = migrate === undefined ? search(path, text) : migrateDocument(path, text, migrate);
  const obstacle = planned?.status === "changed" ? input.obstacleTo?.(planned) : undefined;
  return planned?.status === "changed" && obstacle !== undefined
    ? blockChange(planned, obstacle)
    : planned;
}

/** What a page has to hold to be read at all. */
function marksFor({ wantsAll, migrate }: DocumentsInput): readonly string[] {
  if (migrate === undefined) {
    return SEARCHED;
  }
  return wantsAll ? [] : MIGRATED;
}

/** Says how often the text names a registration of the old API, be it in code or in prose. */
function search(path: string, text: string): PlannedFile | undefined {
  const [first, ...others] = text.matchAll(REGISTRATION);
  if (first === undefined) {
    return undefined;
  }
  const span = { start: first.index, end: first.index + first[0].length };
  const mentions = countOf(others.length + 1, "mention");
  const found = {
    ...finding(markdownBlock, span, `${mentions} of the old test API in this page`),
    hint: "--markdown migrates code blocks that are whole suites; --exclude leaves the page out",
  };
  return {
    status: "unchanged",
    path,
    findings: locateFindings(text, [found]),
    tests: NO_TESTS,
  };
}

function migrateDocument(
  path: string,
  source: string,
  migrateText: NonNullable<DocumentsInput["migrate"]>,
): PlannedFile | undefined {
  let result: MarkdownResult;
  try {
    result = migrateText(path, source);
  } catch (error) {
    const problems = [problemOf(internalError, messageOf(error))];
    return { status: "failed", path, findings: [], tests: NO_TESTS, problems };
  }
  const { blocks } = result;
  const planned = {
    path,
    tests: NO_TESTS,
    blocks,
    findings: locateFindings(source, result.findings),
  };
  switch (result.status) {
    case "changed": {
      const { newText, rewrite, edits, proof } = result;
      return {
        ...planned,
        status: "changed",
        source,
        newText,
        rewrite,
        edits,
        code: result.code,
        blockProofs: proof,
      };
    }
    case "failed":
      return {
        ...planned,
        status: "failed",
        problems: result.failures.map((failure) => problemOfProof(failure, source)),
      };
    default:
      return planned.findings.length > 0 ? { ...planned, status: "unchanged" } : undefined;
  }
}
