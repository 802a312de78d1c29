// A template: what a match becomes, written as a pattern is. Once read, it is a row of steps: which parts of
// a match are kept where they are, which are put elsewhere, what is new, and what stands between them. Parts
// that the template names in the order of the pattern keep what stood between them in the file.

import { type FlatItem, flatten } from "./flatten.js";
import { hintAtHoles } from "./known-hole.js";
import { namedHoles, readHoles, type TextWithHoles } from "./pattern.js";
import { PatternError } from "./pattern-error.js";

/** What to write, in order. */
export interface Step {
  readonly item: FlatItem;
  /** Number of the part of the match that it is; undefined for new tokens. */
  readonly part: number | undefined;
  /** Whether that part stays between the parts that it stood between; others are put elsewhere. */
  readonly isInOrder: boolean;
}

/** A template for the matches of one pattern. */
export interface Template {
  readonly text: TextWithHoles;
  readonly steps: readonly Step[];
  /** For each part of a match whether it is written anywhere. */
  readonly isKept: readonly boolean[];
  /** Whether some of what holes stand for is not written. */
  readonly dropsHoles: boolean;
  /** Whether what stands between parts stays where it stands, whatever the parts become. */
  readonly keepsGaps: boolean;
}

/**
 * Reads a template. An empty one removes the match.
 *
 * @throws PatternError where it does not read, or has holes that the pattern lacks.
 */
export function readTemplate(source: string, pattern: TextWithHoles): Template {
  const text = readHoles(source);
  const known = namedHoles(pattern);
  for (const [offset, { name, isMany }] of text.holes) {
    if (name === undefined || !known.has(name)) {
      const hint =
        name === undefined
          ? "a template can write holes that the pattern names"
          : hintAtHoles(name, known);
      const message = "the pattern has no such hole";
      throw new PatternError("template-unknown-hole", message, hint, source, offset);
    }
    if (known.get(name) !== isMany) {
      const hint = `write ${isMany ? "$" : "$$$"}${name}`;
      const message = "the hole stands for one datum in one of them and for many in the other";
      throw new PatternError("template-other-hole", message, hint, source, offset);
    }
  }
  refuseOuterComments(text);
  const [from, to] = [flatten(pattern), flatten(text)];
  return { text, ...align(from, to), keepsGaps: isOfOneShape(from, to) };
}

/** A comment around the form would end up behind or in front of what it has nothing to do with. */
function refuseOuterComments({ source, tree }: TextWithHoles): void {
  const comment = tree.root.children.find((child) => child.isTrivia && child.text.startsWith(";"));
  if (comment !== undefined) {
    const hint = "leave it out, or put it inside the brackets";
    const message = "a comment stands around the form of the template";
    throw new PatternError("template-comment", message, hint, source, comment.start);
  }
}

/** Whether each item is a hole where the other is one, and brackets are where the other has them. */
function isOfOneShape(from: readonly FlatItem[], to: readonly FlatItem[]): boolean {
  return (
    from.length === to.length &&
    from.every((item, index) => {
      const other = to[index];
      return item.hole === undefined
        ? other?.hole === undefined &&
            (other?.text === item.text || !(isBracket(item) || isBracket(other)))
        : other?.hole !== undefined && other.hole.isMany === item.hole.isMany;
    })
  );
}

function isBracket(item: FlatItem | undefined): boolean {
  return /^[({)}'`,]/.test(item?.text ?? "");
}

function align(
  from: readonly FlatItem[],
  to: readonly FlatItem[],
): Pick<Template, "steps" | "isKept" | "dropsHoles"> {
  const partOf = longestCommon(from, to);
  const steps = to.map((item, index): Step => {
    const part = partOf[index];
    return part === undefined
      ? { item, part: elsewhere(from, item), isInOrder: false }
      : { item, part, isInOrder: true };
  });
  const written = new Set(steps.map(({ part }) => part));
  const isKept = from.map((_, index) => written.has(index));
  const dropsHoles = from.some(({ hole }, index) => hole !== undefined && !isKept[index]);
  return { steps, isKept, dropsHoles };
}

/** The first part that such a hole stands for. */
function elsewhere(from: readonly FlatItem[], { hole }: FlatItem): number | undefined {
  const index = hole === undefined ? -1 : from.findIndex((item) => item.hole?.name === hole.name);
  return index === -1 ? undefined : index;
}

// What two equal items are worth to the alignment: a hole may be long; neighbours should stay so.
const TOKEN = 2;
const HOLE = 5;
const NEIGHBOUR = 1;

/** For each item of `to` the item of `from` that it is, in order, so that most stays in place. */
function longestCommon(
  from: readonly FlatItem[],
  to: readonly FlatItem[],
): readonly (number | undefined)[] {
  const width = to.length + 1;
  const scores = new Int32Array((from.length + 1) * width);
  const paired = new Int32Array((from.length + 1) * width);
  const at = (i: number, j: number): number => i * width + j;
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      const pair = pairScore(from[i] as FlatItem, to[j] as FlatItem);
      const follows = (paired[at(i + 1, j + 1)] as number) > 0 ? NEIGHBOUR : 0;
      const together = pair === 0 ? -1 : pair + follows + (scores[at(i + 1, j + 1)] as number);
      const apart = Math.max(scores[at(i + 1, j)] as number, scores[at(i, j + 1)] as number);
      scores[at(i, j)] = Math.max(together, apart);
      paired[at(i, j)] = together >= apart ? pair : 0;
    }
  }
  const partOf: (number | undefined)[] = to.map(() => undefined);
  for (let i = 0, j = 0; i < from.length && j < to.length; ) {
    if ((paired[at(i, j)] as number) > 0) {
      partOf[j] = i;
      i++;
      j++;
    } else if ((scores[at(i + 1, j)] as number) >= (scores[at(i, j + 1)] as number)) {
      i++;
    } else {
      j++;
    }
  }
  return partOf;
}

function pairScore(a: FlatItem, b: FlatItem): number {
  if (a.hole === undefined || b.hole === undefined) {
    return a.hole === b.hole && a.text === b.text ? TOKEN : 0;
  }
  return a.hole.name !== undefined && a.hole.name === b.hole.name ? HOLE : 0;
}
