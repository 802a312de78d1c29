// Paths as text.

/** The folders that a path lies in, the root aside, outermost first. */
export function foldersAround(path: string): readonly string[] {
  const names = path.split("/");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("/"));
}
