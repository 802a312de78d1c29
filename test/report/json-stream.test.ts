import { expect, test } from "vitest";
import { createJsonStream, prettyJson } from "../../src/report/json-stream.js";
import { fc } from "../properties.js";

function write(head: object, items: readonly object[], tail: object): string {
  const parts: string[] = [];
  const stream = createJsonStream((text) => parts.push(text), head, "items");
  items.forEach(stream.item);
  stream.end(tail);
  return parts.join("");
}

test("is one object, whatever goes in, and obeyed by no terminal", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u009b31m", "\u202e", "\u2028", "\u{e0041}", "\ud800", "\ufeff"),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ text })), text, (items, other) => {
      const value = { version: 1, items, other };
      for (const json of [write({ version: 1 }, items, { other }), prettyJson(value)]) {
        expect(JSON.parse(json)).toEqual(value);
        expect(json.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
    }),
  );
});

test("needs no items and puts each on a line of its own", () => {
  expect(write({ a: 1 }, [], { b: 2 })).toBe('{"a":1,"items":[\n\n],"b":2}\n');
  expect(write({ a: 1 }, [{ x: 1 }, { x: 2 }], { b: 2 })).toBe(
    '{"a":1,"items":[\n{"x":1},\n{"x":2}\n],"b":2}\n',
  );
});
