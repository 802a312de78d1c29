// Random but valid test files of the old API, with comments, blank lines and odd layout
// everywhere. What the migration must keep is known from how the file was made, not from
// reading it: names, bodies and comments come along as data.

import { fc } from "./properties.js";

export interface GeneratedTest {
  readonly name: string;
  readonly body: string;
}

export interface GeneratedFile {
  readonly source: string;
  readonly suite: string | undefined;
  readonly tests: readonly GeneratedTest[];
  readonly comments: readonly string[];
  readonly others: readonly string[];
}

/** A text and the comments in it. */
interface Piece {
  readonly text: string;
  readonly comments: readonly string[];
}

const piece = (text: string): Piece => ({ text, comments: [] });

function join(...pieces: readonly Piece[]): Piece {
  return {
    text: pieces.map(({ text }) => text).join(""),
    comments: pieces.flatMap(({ comments }) => comments),
  };
}

const comment: fc.Arbitrary<Piece> = fc
  .string({ unit: fc.constantFrom(..."ab ;(){}\"\\'`,é✅"), maxLength: 8 })
  .map((text) => ({ text: `;${text}`, comments: [`;${text}`] }));

/** What may stand between two tokens: never empty, never without a line end behind a comment. */
const gap: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(piece(" ")) },
  { weight: 3, arbitrary: fc.constantFrom("\n  ", "\n", "\n\n    ", "\t", " \n ").map(piece) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(" ", "\n  ", ""), comment, fc.constantFrom("\n", "\n   ", "\n\n"))
      .map(([before, inner, after]) => join(piece(before), inner, piece(after))),
  },
);

const atom = fc.constantFrom("x", "+", "foo-bar", "==", ":key", "nil", "42", "-7", "true");

const stringLiteral = fc
  .array(fc.constantFrom("a", " ", "(", "}", ";", "\n", "\n    ", "\\n", '\\"', "\\\\", "µ"), {
    maxLength: 6,
  })
  .map((parts) => `"${parts.join("")}"`);

const { datum } = fc.letrec<{ datum: Piece }>((tie) => ({
  datum: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(atom, stringLiteral).map(piece),
    fc
      .tuple(
        fc.constantFrom("()", "{}"),
        fc.array(fc.tuple(tie("datum"), gap), { minLength: 1, maxLength: 4 }),
      )
      .map(([brackets, items]) =>
        join(piece(brackets.charAt(0)), ...items.flat(), piece(brackets.charAt(1))),
      ),
    tie("datum").map((inner) => join(piece("'"), inner)),
  ),
}));

/** A form with a q-expression as its last part, and random gaps between its parts. */
function form(head: string, ...parts: readonly fc.Arbitrary<Piece>[]): fc.Arbitrary<Piece> {
  return fc
    .tuple(fc.tuple(...parts), fc.array(gap, { minLength: parts.length, maxLength: parts.length }))
    .map(([made, gaps]) =>
      join(
        piece(`(${head}`),
        ...made.flatMap((part, index) => [gaps[index] as Piece, part]),
        piece(")"),
      ),
    );
}

const body = fc
  .tuple(fc.constantFrom("do", "==", "list"), fc.array(fc.tuple(gap, datum), { maxLength: 3 }))
  .map(([head, items]) => join(piece(`{${head}`), ...items.flat(), piece("}")));

type Made = { readonly made: Piece } & (
  | { readonly kind: "test"; readonly test: GeneratedTest }
  | { readonly kind: "other" | "flag" }
);

const testForm: fc.Arbitrary<Made> = fc
  .tuple(stringLiteral, body, gap, gap)
  .map(([name, made, first, second]) => ({
    kind: "test" as const,
    test: { name, body: made.text },
    made: join(piece("(test/define"), first, piece(name), second, made, piece(")")),
  }));

const otherForm: fc.Arbitrary<Made> = fc
  .oneof(
    form("def", fc.constantFrom("{a}", "{b c}").map(piece), datum),
    form("fun", fc.constant(piece("{f x}")), body),
    form("println", datum),
  )
  .map((made) => ({ kind: "other" as const, made }));

const flagForm: fc.Arbitrary<Made> = fc
  .constantFrom("(test/debug 1)", "(test/expect-exit 0)")
  .map((text) => ({ kind: "flag" as const, made: piece(text) }));

/** What stands between two top-level forms. */
const separator: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("\n", "\n\n", "\n\n\n", "  \n", " ").map(piece) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom("\n", "\n\n", " ", "\n  "),
        fc.array(comment, { minLength: 1, maxLength: 3 }),
        fc.constantFrom("\n", "\n\n"),
      )
      .map(([before, comments, after]) =>
        join(
          piece(before),
          ...comments.flatMap((inner, index) => (index === 0 ? [inner] : [piece("\n"), inner])),
          piece(after),
        ),
      ),
  },
);

/** A file with one run, as `analyze` lets migrate. */
export const generatedFile: fc.Arbitrary<GeneratedFile> = fc
  .record({
    header: fc.array(separator, { maxLength: 2 }),
    before: fc.array(fc.tuple(otherForm, separator), { maxLength: 2 }),
    suite: fc.option(fc.tuple(stringLiteral, separator), { nil: undefined }),
    items: fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 5, arbitrary: testForm },
          { weight: 3, arbitrary: otherForm },
          { weight: 1, arbitrary: flagForm },
        ),
        separator,
      ),
      { maxLength: 8 },
    ),
    run: fc.constantFrom("(test/run)", "(test/run {})", "(test/run ())"),
    end: fc.constantFrom("", "\n", " ; end", "\n; end\n", "\n\n"),
  })
  .map(({ header, before, suite, items, run, end }) => {
    const named = suite === undefined ? [] : [piece(`(test/suite ${suite[0]})`), suite[1]];
    const all = [...before, ...items].map(([item]) => item);
    const whole = join(
      ...header,
      ...before.flatMap(([item, after]) => [item.made, after]),
      ...named,
      ...items.flatMap(([item, after]) => [item.made, after]),
      piece(run),
    );
    const endComments = end.includes(";") ? ["; end"] : [];
    return {
      source: whole.text + end,
      suite: suite?.[0],
      tests: all.flatMap((item) => (item.kind === "test" ? [item.test] : [])),
      comments: [...whole.comments, ...endComments],
      others: all.flatMap((item) => (item.kind === "other" ? [item.made.text] : [])),
    };
  });
