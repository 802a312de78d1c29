import { expect, test } from "vitest";
import { registrationsRead } from "../../src/program/code-in-text.js";
import { scriptOf } from "../../src/program/script.js";

test.each<readonly [string, readonly string[]]>([
  ['(eval (read "(test/define 1 2)"))', ['"(test/define 1 2)"']],
  ['(f {read "{test/async 1 f}"})', ['"{test/async 1 f}"']],
  [
    '(parse "(test/define a)") (read "(test/define b)")',
    ['"(test/define a)"', '"(test/define b)"'],
  ],
  ['(read "(test/defined a)")', []],
  ['(read "test/define")', []],
  ['(str "(test/define a)")', []],
  ['(read (str "(test/define a)"))', []],
  ['"(test/define a)"', []],
  ['; (read "(test/define a)")', []],
  ["(read '(test/define a))", []],
])("%s", (source, expected) => {
  expect(registrationsRead(scriptOf(source)).map(({ text }) => text)).toEqual(expected);
});
