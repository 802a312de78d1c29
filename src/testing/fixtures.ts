// Cases from a folder: `NAME.input.valk` and `NAME.output.valk`; an input without an output has to stay.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TransformCase } from "./cases.js";

const INPUT = ".input.valk";

/** The cases of a folder, by name. Throws where the folder holds none. */
export function readFixtures(
  folder: string,
): readonly (TransformCase & { readonly name: string })[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(INPUT))
    .map((file) => file.slice(0, -INPUT.length))
    .sort();
  if (names.length === 0) {
    throw new Error(`${folder} holds no file that ends in ${INPUT}`);
  }
  return names.map((name) => {
    const output = join(folder, `${name}.output.valk`);
    return {
      name,
      before: readFileSync(join(folder, `${name}${INPUT}`), "utf8"),
      ...(existsSync(output) && { after: readFileSync(output, "utf8") }),
    };
  });
}
