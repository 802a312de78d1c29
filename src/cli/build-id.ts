// Which build of the program this is.

/** The bundler writes a hash of all parts in its place. */
const [written = ""] = ["@build@"];

/** What tells this build from all others; undefined where the program is not a bundle. */
export const BUILD: string | undefined = written.startsWith("@") ? undefined : written;
