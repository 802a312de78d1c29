// The fixtures of a transform: `<case>.input.valk`, and beside it what each target makes of
// it: `<case>.output.valk` (builder), `<case>.list.valk`. No output means: declined.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Project } from "../../../src/kit/transform.js";
import type { ListedProject } from "../../../src/program/project.js";
import type { SuiteOptions } from "../../../transforms/define-to-suite/suite-options.js";

export type Target = SuiteOptions["target"];

export interface Fixture {
  readonly name: string;
  readonly input: string;
  readonly outputs: Readonly<Record<Target, string | undefined>>;
}

const SUFFIXES: Readonly<Record<Target, string>> = { builder: "output", list: "list" };

/** Reads all fixtures of a transform, in alphabetical order. */
export function readFixtures(transform: string): readonly Fixture[] {
  const folder = new URL(`../../fixtures/${transform}/`, import.meta.url);
  const read = (file: string): string | undefined => {
    const url = new URL(file, folder);
    return existsSync(url) ? readFileSync(url, "utf8") : undefined;
  };
  return readdirSync(folder)
    .filter((file) => file.endsWith(".input.valk"))
    .sort()
    .map((file) => {
      const name = file.replace(".input.valk", "");
      return {
        name,
        input: read(file) as string,
        outputs: {
          builder: read(`${name}.${SUFFIXES.builder}.valk`),
          list: read(`${name}.${SUFFIXES.list}.valk`),
        },
      };
    });
}

/** A repository that holds only what is given, asked about by one file that it does not list. */
export function projectOf(files: Readonly<Record<string, string>> = {}): Project {
  return { read: (path) => files[path] };
}

/** A repository that holds only what is given and can list it. */
export function listedProjectOf(files: Readonly<Record<string, string>>): ListedProject {
  const paths = Object.keys(files).sort();
  return { read: (path) => files[path], paths: () => paths };
}
