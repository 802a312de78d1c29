// Addresses of documents and folders, as paths of this machine.

import { fileURLToPath } from "node:url";

/** The path that an address stands for; undefined where it is none of this machine's files. */
export function localPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
