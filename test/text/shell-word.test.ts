import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellWord } from "../../src/text/shell-word.js";

test.each([
  ["test/a-b_c.valk", "test/a-b_c.valk"],
  ["with blank", "'with blank'"],
  ["it's $HOME", "'it'\\''s $HOME'"],
  ["a\nb\u001b[2J'\\", "$'a\\x0ab\\x1b[2J\\x27\\x5c'"],
  ["\u202eü\u0007", "$'\\xe2\\x80\\xae\\xc3\\xbc\\x07'"],
])("%j is typed as %s", (text, word) => {
  expect(shellWord(text)).toBe(word);
  const printed = execFileSync("bash", ["-c", `printf %s ${word}`], { encoding: "utf8" });
  expect(printed).toBe(text);
});
