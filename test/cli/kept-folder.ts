// What runs keep in the user's caches, for tests that look there, or let it say another thing to tell who listens.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashText } from "../../src/proof/hashes.js";

export interface KeptFolder {
  /** The files in it. */
  readonly paths: () => readonly string[];
  readonly text: () => string;
  /** Changes what each file holds in front of the hash that ends it. */
  readonly rewrite: (change: (lines: string) => string) => void;
  /** Changes what is kept of one file of the project, where all is kept in one text. */
  readonly forge: (path: string, value: unknown) => void;
}

const HASH_LENGTH = 64;

/** The folder of one kind of what is kept below a folder of caches. */
export function keptFolder(home: string, kind: string): KeptFolder {
  const folder = join(home, "valk-codemod", kind);
  const paths = (): readonly string[] =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const rewrite: KeptFolder["rewrite"] = (change) => {
    for (const path of paths()) {
      const lines = change(readFileSync(path, "utf8").slice(0, -HASH_LENGTH));
      writeFileSync(path, lines + hashText(lines));
    }
  };
  return {
    paths,
    text: () =>
      paths()
        .map((path) => readFileSync(path, "utf8"))
        .join(""),
    rewrite,
    forge: (path, value) =>
      rewrite((lines) => {
        const key = lines.slice(0, HASH_LENGTH);
        const entries = JSON.parse(lines.slice(HASH_LENGTH)) as Record<string, unknown[]>;
        entries[path] = [...(entries[path] ?? []).slice(0, 4), value];
        return `${key}${JSON.stringify(entries)}\n`;
      }),
  };
}
