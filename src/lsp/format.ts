// Formatting of a document, or of the lines of a part of it, as the command `format` does it. Pure.

import { formatTransform } from "../../transforms/format/format-transform.js";
import type { Edit } from "../edit/edit.js";
import { migrateFile } from "../kit/migrate-file.js";
import { decodeUtf8 } from "../project/read.js";
import type { Span } from "../syntax/span.js";
import { Refusal } from "./change.js";
import type { Subject } from "./inspect.js";
import { bytesOf, type View } from "./view.js";

/**
 * The edits; none for a document that the settings leave out, and none for one that does not read: that is
 * shown where it does not, and whoever formats on saving is told no more. Throws Refusal for what is not proven.
 */
export function formatDocument(subject: Subject, view: View, part?: Span): readonly Edit[] {
  const { path, text } = subject;
  const { source, project } = view;
  if (!view.isWanted(path) || decodeUtf8(bytesOf(text, path, source)) === undefined) {
    return [];
  }
  const result = migrateFile(formatTransform(source.format, part), text, {
    path,
    project,
    options: undefined,
  });
  if (result.status === "failed") {
    const reasons = result.failures.map(({ code, message }) => `${code}: ${message}`);
    throw new Refusal(`${path} stays as it is: ${reasons.join("; ")}`);
  }
  return result.status === "changed" ? result.edits : [];
}
