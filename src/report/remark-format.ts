// What the formats have in common that know remarks and nothing else: JSON, a remark a line. Each of them is
// one file that says what a remark looks like (`gitlab.ts`, `rdjson.ts`), and fits every command.

import { escapeControls } from "../text/escape.js";
import type { Remark } from "./document.js";
import { safeJson } from "./json-stream.js";

/** Hears of every remark once, then of the end. */
export interface RemarkWriter {
  remark(remark: Remark): void;
  end(): void;
}

/** A format: begins a report that goes to `write` piece by piece. */
export type OpenRemarks = (write: (text: string) => void) => RemarkWriter;

/** Writes `before`, an item for each remark, a line each with commas between, and `after`. */
export function writeItems(
  write: (text: string) => void,
  [before, after]: readonly [before: string, after: string],
  describe: (remark: Remark) => object,
): RemarkWriter {
  let next = `${before}\n`;
  return {
    remark(remark) {
      write(next + safeJson(describe(remark)));
      next = ",\n";
    },
    end() {
      write(`${next === ",\n" ? "" : next}\n${after}\n`);
    },
  };
}

/** The remarks in the format, as a whole. */
export function formatRemarks(open: OpenRemarks, remarks: readonly Remark[]): string {
  const parts: string[] = [];
  const writer = open((text) => parts.push(text));
  remarks.forEach(writer.remark);
  writer.end();
  return parts.join("");
}

/** What is said, then each place that belongs to it: lines that are safe to print. */
export function remarkLines({ message, hint, related = [] }: Remark): readonly string[] {
  const places = related.map(
    (place) => `${place.path}:${place.line}:${place.column} ${place.message}`,
  );
  return [hint === undefined ? message : `${message}. ${hint}`, ...places].map(escapeControls);
}
