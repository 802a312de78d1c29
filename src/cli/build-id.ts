// Which build of the program this is.

/** What the bundler has written in the place of its mark; undefined where the mark still stands. */
export function readBuild(written: string): string | undefined {
  return written.startsWith("@") ? undefined : written;
}

/** What tells this build from all others, a hash of its parts; undefined where the program is not a bundle. */
export const BUILD: string | undefined = readBuild("@build@");
