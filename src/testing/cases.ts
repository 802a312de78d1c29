// Tests of a transform, for any test runner: a case is a file before and after; checking it runs the transform
// on the file as it is, again on what came out, with CRLF, without its last line end, and with tabs. Bytes are
// compared, never trimmed.

import { type FileResult, migrateFile } from "../kit/migrate-file.js";
import { ownTransformOf } from "../kit/own-transform.js";
import type { Project, Transform } from "../kit/transform.js";
import { equalElements } from "../syntax/equality.js";
import { parse } from "../syntax/parser.js";

/** A file, and what a transform makes of it. */
export interface TransformCase {
  /** What the case is called; default: its path. */
  readonly name?: string;
  readonly before: string;
  /** Missing for a file that the transform has to leave as it is. */
  readonly after?: string;
  /** Codes of findings that have to be reported, in order; missing where they do not matter. */
  readonly findings?: readonly string[];
  /** Default `test.valk`. */
  readonly path?: string;
  /** Other files of its project, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: unknown;
}

/** A case that did not come out. */
export class CaseError extends Error {
  override readonly name = "CaseError";

  constructor(
    message: string,
    /** What was wanted and what came out, as test runners show them. */
    readonly expected: unknown,
    readonly actual: unknown,
  ) {
    super(message);
  }
}

/** Checks a case. `exported` is the default export of the transform's module. Throws CaseError. */
export function checkCase(exported: unknown, given: TransformCase): void {
  const transform = ownTransformOf(exported);
  if (transform === undefined) {
    throw new TypeError("this is no transform: it has to come from defineTransform");
  }
  checkAsIs(transform, given);
  checkCrlf(transform, given);
  checkNoFinalLineEnd(transform, given);
  checkTabs(transform, given);
}

function run(transform: Transform, given: TransformCase, source: string): FileResult {
  const { path = "test.valk", files = {}, options } = given;
  const project: Project = { read: (at) => (at === path ? source : files[at]) };
  return migrateFile(transform, source, { path, project, options });
}

function textOf(result: FileResult): string {
  return result.status === "changed" ? result.newText : result.source;
}

function describe(result: FileResult): string {
  const reasons =
    result.status === "failed"
      ? result.failures.map(({ code, message }) => `${code}: ${message}`)
      : result.findings.map(({ code, message }) => `${code}: ${message}`);
  return [result.status, ...reasons].join("; ");
}

function checkAsIs(transform: Transform, given: TransformCase): void {
  const { before, after = before, findings } = given;
  const first = run(transform, given, before);
  expectText("as it is", first, after, given.after === undefined);
  const codes = first.findings.map(({ code }) => code);
  if (findings !== undefined && findings.join() !== codes.join()) {
    throw new CaseError("other findings were reported", findings, codes);
  }
  expectText("a second time", run(transform, given, after), after, true);
}

function checkCrlf(transform: Transform, given: TransformCase): void {
  const { before, after = before } = given;
  if (!before.includes("\r")) {
    const toCrlf = (text: string): string => text.replaceAll("\n", "\r\n");
    const result = run(transform, given, toCrlf(before));
    expectText("with CRLF", result, toCrlf(after), given.after === undefined);
  }
}

function checkNoFinalLineEnd(transform: Transform, given: TransformCase): void {
  const { before, after = before } = given;
  if (before.endsWith("\n") && after.endsWith("\n")) {
    const result = run(transform, given, before.slice(0, -1));
    const isLeft = given.after === undefined;
    expectText("without its last line end", result, after.slice(0, -1), isLeft);
  }
}

/** Blanks of new lines are the transform's, so that only what they part is compared. */
function checkTabs(transform: Transform, given: TransformCase): void {
  const { before, after = before } = given;
  const toTabs = (text: string): string =>
    text.replace(/^(?: {2})+/gm, (blanks) => "\t".repeat(blanks.length / 2));
  const result = run(transform, given, toTabs(before));
  const [made, wanted] = [parse(textOf(result)).root, parse(toTabs(after)).root];
  if (!equalElements(made, wanted)) {
    throw new CaseError(`with tabs: ${describe(result)}`, toTabs(after), textOf(result));
  }
}

function expectText(how: string, result: FileResult, wanted: string, isLeft: boolean): void {
  const isRight = textOf(result) === wanted && result.status !== "failed";
  if (!isRight || (isLeft && result.status === "changed")) {
    throw new CaseError(`${how}: ${describe(result)}`, wanted, textOf(result));
  }
}
