// First looks at files that are kept from run to run, as those see it who read files. A file is taken to
// be what it was where the disk says so of its place, size and times, as git takes it.

import type { Glance } from "../program/project.js";

/** What the disk says of a file that is another one after whatever changes it. */
export interface FileIdentity {
  readonly inode: number;
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since 1970, with what the disk knows beyond them: of its content, and of anything. */
  readonly modified: number;
  readonly changed: number;
}

export interface KeptLooks {
  /** What was seen in the file; undefined where none is kept of a file that was this one. */
  get(path: string, identity: FileIdentity): Glance | undefined;
  /** The identity is what the disk said before the file was read. */
  set(path: string, identity: FileIdentity, glance: Glance): void;
}
