// Sessions as tables of answers: what each leads to, and that every one of them can be taken back.

import { describe, expect, test } from "vitest";
import {
  acceptAll,
  acceptStep,
  current,
  decideFile,
  editFile,
  move,
  moveToFile,
  moveToMatch,
  moveToOpen,
  replaceStep,
  type Session,
  type Step,
  startSession,
  takeBack,
  takeUp,
} from "../../src/review/session.js";
import { fc } from "../properties.js";

const hunk = { oldStart: 0, oldEnd: 1, newStart: 0, newEnd: 1, rows: [] };
const step = (needsEyes = false): Step => ({ hunk, needsEyes });

/** Three files with one, three and two changes; the last change of the second needs eyes. */
const start = (): Session =>
  startSession([
    { path: "a", steps: [step()] },
    { path: "b", steps: [step(), step(), step(true)] },
    { path: "c", steps: [step(), step()] },
  ]);

/** `decision of each file, file:step that is asked about` */
function describeSession({ files, place }: Session): string {
  const asked = place === undefined ? "done" : `${place.file}:${place.step}`;
  return [...files.map(({ path, decision }) => `${path} ${decision}`), asked].join(", ");
}

const ANSWERS: Readonly<Record<string, (session: Session) => Session>> = {
  y: acceptStep,
  a: (session) => decideFile(session, "accepted"),
  n: (session) => decideFile(session, "skipped"),
  A: acceptAll,
  u: takeBack,
  j: (session) => moveToOpen(session, 1) ?? session,
  k: (session) => moveToOpen(session, -1) ?? session,
  J: (session) => move(session, 1) ?? session,
  K: (session) => move(session, -1) ?? session,
  f: (session) =>
    moveToMatch(session, ({ decision }, { needsEyes }) => decision === "open" && needsEyes) ??
    session,
  "3": (session) => moveToFile(session, 2) ?? session,
  "9": (session) => moveToFile(session, 8) ?? session,
  s: (session) => replaceStep(session, [step(), step()]),
  e: (session) => editFile(session, "edited", [step()]),
};

const play = (keys: string, session = start()): Session =>
  [...keys].reduce(
    (now, key) => (now.place === undefined ? now : (ANSWERS[key] as typeof takeBack)(now)),
    session,
  );

describe("answers lead to", () => {
  test.each([
    ["", "a open, b open, c open, 0:0"],
    ["y", "a accepted, b open, c open, 1:0"],
    ["yyy", "a accepted, b open, c open, 1:2"],
    ["yyyy", "a accepted, b accepted, c open, 2:0"],
    ["yjjyyy", "a accepted, b accepted, c open, 2:0"],
    ["yjyy", "a accepted, b open, c open, 1:0"],
    ["n", "a skipped, b open, c open, 1:0"],
    ["ya", "a accepted, b accepted, c open, 2:0"],
    ["nA", "a skipped, b accepted, c accepted, done"],
    ["yu", "a open, b open, c open, 0:0"],
    ["u", "a open, b open, c open, 0:0"],
    ["yyuu", "a open, b open, c open, 0:0"],
    ["nu", "a open, b open, c open, 0:0"],
    ["f", "a open, b open, c open, 1:2"],
    ["ff", "a open, b open, c open, 1:2"],
    ["fnf", "a open, b skipped, c open, 2:0"],
    ["fyyy", "a open, b accepted, c open, 2:0"],
    ["fyyyaa", "a accepted, b accepted, c accepted, done"],
    ["kjjj", "a open, b open, c open, 1:2"],
    ["jjjjjjjj", "a open, b open, c open, 2:1"],
    ["yk", "a accepted, b open, c open, 1:0"],
    ["yK", "a accepted, b open, c open, 0:0"],
    ["yKy", "a accepted, b open, c open, 1:0"],
    ["nKy", "a accepted, b open, c open, 1:0"],
    ["yyKJJ", "a accepted, b open, c open, 1:2"],
    ["3y", "a open, b open, c open, 2:1"],
    ["9", "a open, b open, c open, 0:0"],
    ["yysyyy", "a accepted, b accepted, c open, 2:0"],
    ["yjysyyy", "a accepted, b accepted, c open, 2:0"],
    ["yye", "a accepted, b open, c open, 1:0"],
    ["yyey", "a accepted, b accepted, c open, 2:0"],
  ])("%s", (keys, expected) => {
    expect(describeSession(play(keys))).toBe(expected);
  });
});

test("splitting keeps what is accepted behind the split", () => {
  const session = play("yjjyks");
  expect([...current(session).file.accepted]).toEqual([3]);
  expect(current(session).file.steps).toHaveLength(4);
});

test("a session that was left is taken up where it was", () => {
  const earlier = new Map([
    ["a", { decision: "skipped" as const }],
    ["b", { accepted: new Set([0, 2]) }],
  ]);
  const session = takeUp(start(), earlier);
  expect(describeSession(session)).toBe("a skipped, b open, c open, 1:1");
  expect(describeSession(acceptStep(session))).toBe("a skipped, b accepted, c open, 2:0");
  const all = new Map(["a", "b", "c"].map((path) => [path, { decision: "accepted" as const }]));
  expect(takeUp(start(), all).place).toBeUndefined();
});

test("an edit is taken back with its answers", () => {
  expect(current(play("yye")).file).toMatchObject({ edited: "edited", steps: [step()] });
  expect(current(play("yyeu")).file).toMatchObject({ edited: undefined });
});

test("whatever is answered, taking all of it back leads to the start", () => {
  const keys = fc.array(fc.constantFrom(...Object.keys(ANSWERS)), { maxLength: 30 });
  fc.assert(
    fc.property(keys, (pressed) => {
      let session = play(pressed.join(""));
      while (session.before !== undefined) {
        session = takeBack(session);
      }
      expect(session.files.map(({ decision }) => decision)).toEqual(["open", "open", "open"]);
    }),
  );
});

test("nothing to review is done", () => {
  expect(startSession([]).place).toBeUndefined();
});
