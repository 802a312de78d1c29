// Reads a file of rules, `migrate --transform FILE.json`: rewrites and notices as data, each with an example
// that is its test. What does not fit, and an example that does not come out, is an error with its place.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type PatternNotice,
  type PatternRules,
  patternTransform,
} from "../../transforms/pattern-rewrite/pattern-transform.js";
import { newTextOf } from "../edit/rewrite.js";
import type { Severity } from "../finding/finding.js";
import type { Transform } from "../kit/transform.js";
import { messageOf } from "../outcome/problems.js";
import { findMatches, type Query } from "../pattern/find-matches.js";
import type { Guard } from "../pattern/guard.js";
import { refuseUnknownHole } from "../pattern/known-hole.js";
import { type Pattern, readPattern } from "../pattern/pattern.js";
import { PatternError } from "../pattern/pattern-error.js";
import { type PatternRewrite, readRewrite, rewriteText } from "../pattern/pattern-rewrite.js";
import { treeOf } from "../syntax/tree-of.js";
import { type JsonFile, parseJsonFile } from "./json-file.js";
import {
  GUARD_KEYS,
  RULE_FILE_KEYS,
  RULE_KEYS,
  type Rule,
  type RuleFile,
  ruleFileSchema,
} from "./rule-file-schema.js";
import { shownPath } from "./shown-path.js";
import { UsageError } from "./usage-error.js";

const HINT = "docs/authoring.md describes files of rules";

/** The rules of a file, those that change something and those that only tell. */
export interface Rules {
  readonly name: string;
  readonly rewrites: readonly PatternRewrite[];
  readonly notices: readonly PatternNotice[];
  readonly example: NonNullable<PatternRules["example"]>;
  /** Texts of which each file with a match holds one; undefined where a pattern has none. */
  readonly marks: readonly string[] | undefined;
}

/** Reads a file of rules and tries its examples. `path` is relative to `cwd`. Throws UsageError. */
export function readRuleFile(path: string, cwd: string): Rules {
  const absolute = resolve(cwd, path);
  let text: string;
  try {
    text = readFileSync(absolute, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read the rules: ${messageOf(error)}`, "name a file of rules");
  }
  return parseRuleFile(text, shownPath(absolute, cwd));
}

/** The file as a transform. */
export function ruleFileTransform(
  path: string,
  cwd: string,
): { readonly transform: Transform; readonly marks?: readonly string[] } {
  const { name, rewrites, notices, example, marks } = readRuleFile(path, cwd);
  const summary = `the rules of ${path}`;
  const transform = patternTransform({ name, summary, rewrites, notices, example });
  return marks === undefined ? { transform } : { transform, marks };
}

/** Reads the text of a file of rules. `shown` is what errors call the file. */
export function parseRuleFile(text: string, shown: string): Rules {
  const file: JsonFile<RuleFile> = parseJsonFile(text, {
    schema: ruleFileSchema,
    shown,
    what: "the file",
    hint: HINT,
    keysAt: keysAt,
  });
  const rewrites: PatternRewrite[] = [];
  const notices: PatternNotice[] = [];
  const marks: (string | undefined)[] = [];
  for (const [index, rule] of file.value.rules.entries()) {
    const read = readRule(rule, (key, message, hint = HINT) =>
      file.errorAt(["rules", index, ...key], `rule ${rule.name}: ${message}`, hint),
    );
    if (read.rewrite === undefined) {
      const { name: code, message } = rule;
      const severity: Severity = rule.severity ?? "review";
      notices.push({
        query: read.query,
        code,
        severity,
        message,
        hint: rule.hint ?? "see to it by hand",
      });
    } else {
      rewrites.push(read.rewrite);
    }
    marks.push(read.query.pattern.mark);
  }
  const example = file.value.rules.find(({ replacement }) => replacement !== undefined)?.example;
  return {
    name: file.value.name,
    rewrites,
    notices,
    example: { before: example?.before ?? "", after: example?.after ?? "" },
    marks: marks.every((mark) => mark !== undefined) ? marks : undefined,
  };
}

function keysAt(place: string): readonly string[] {
  if (place === "") {
    return RULE_FILE_KEYS;
  }
  return place.endsWith("guard") ? GUARD_KEYS : RULE_KEYS;
}

/** Keys and indices that lead to a value of a rule. */
type Key = readonly (string | number)[];

type Fail = (key: Key, message: string, hint?: string) => UsageError;

interface ReadRule {
  readonly query: Query;
  readonly rewrite: PatternRewrite | undefined;
}

function readRule(rule: Rule, fail: Fail): ReadRule {
  const read = toRule(rule, fail);
  const { before, after } = rule.example;
  if (read.rewrite === undefined) {
    if (findMatches(read.query, treeOf(before).root).length === 0) {
      throw fail(["example"], "its example holds no match");
    }
    return read;
  }
  const { rewrite } = rewriteText(before, [read.rewrite]);
  const made = rewrite === undefined ? before : newTextOf(rewrite);
  if (made !== after) {
    throw fail(["example"], `its example becomes ${JSON.stringify(made)}`);
  }
  return read;
}

function toRule({ pattern: source, replacement, bodies, guard }: Rule, fail: Fail): ReadRule {
  const pattern = orFail(["pattern"], fail, () => readPattern(source));
  const conditions = {
    guard: guard && toGuard(guard, pattern, fail),
    matchesBodies: bodies,
  };
  const rewrite =
    replacement === undefined
      ? undefined
      : orFail(["replacement"], fail, () =>
          readRewrite({ pattern: source, replacement, ...conditions }),
        );
  return { query: { pattern, ...conditions }, rewrite };
}

/** What `read` answers; what is wrong with a pattern in it is an error about the value at the key. */
function orFail<T>(key: Key, fail: Fail, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PatternError) {
      const { code, message, position, hint } = error;
      const place = `${position.line}:${position.column}`;
      throw fail(key, `${code}: ${message} (${place} of it)`, hint);
    }
    throw error;
  }
}

function toGuard(
  { inside, notInside, tail, arity, unused = {}, where = {} }: NonNullable<Rule["guard"]>,
  pattern: Pattern,
  fail: Fail,
): Guard {
  const readAll = (key: string, sources: readonly string[] | undefined) =>
    sources?.map((source, index) => orFail(["guard", key, index], fail, () => readPattern(source)));
  const refuseUnknown = (hole: string, ...key: Key): void =>
    orFail(["guard", ...key], fail, () => refuseUnknownHole(hole, pattern.holes));
  return {
    inside: readAll("inside", inside),
    notInside: readAll("notInside", notInside),
    isTail: tail,
    arity: arity && { least: arity.least ?? 0, most: arity.most ?? Number.POSITIVE_INFINITY },
    unused: Object.entries(unused).flatMap(([hole, names]) => {
      refuseUnknown(hole, "unused", hole);
      return names.map((name, index) => {
        if (name.startsWith("$")) {
          refuseUnknown(name, "unused", hole, index);
        }
        return { hole, name };
      });
    }),
    where: Object.entries(where).map(([hole, text]) => {
      refuseUnknown(hole, "where", hole);
      try {
        return { hole, text: new RegExp(text, "u") };
      } catch {
        throw fail(["guard", "where", hole], `${text} is no regular expression`);
      }
    }),
  };
}
