// Which files are Valk by their name: those that a run reads without being told to.

/** Whether a path, of whatever kind, names a Valk file. */
export function isValkPath(path: string): boolean {
  return path.endsWith(".valk");
}
