import { expect, test } from "vitest";
import { escapeControls } from "../../src/text/escape.js";

test.each([
  ["plain text", "plain text"],
  ["tab\tstays", "tab\tstays"],
  ["\u001b[31mred", "\\x1b[31mred"],
  ["bell\u0007", "bell\\x07"],
  ["line\nfeed\r", "line\\x0afeed\\x0d"],
  ["\u009b31m", "\\x9b31m"],
  ["\u202egnp.exe", "\\u{202e}gnp.exe"],
  ["a\u2028b", "a\\u{2028}b"],
  ["\ufeff", "\\u{feff}"],
  ["\u{e0041}", "\\u{e0041}"],
  ["👩‍💻 größe ┌─", "👩‍💻 größe ┌─"],
])("%j is printed as %j", (text, expected) => {
  expect(escapeControls(text)).toBe(expected);
});
