// Makes one script of the page's modules, so that the page needs no other file. Pure. Relies on how
// they are written: imports stand first and name a module of the same folder, nothing is renamed
// on import, and no two modules have a top-level name in common. A browser's test runs the result.

const IMPORT = /^import [^;]*? from "\.\/([\w-]+\.js)";\n/gm;

/**
 * The modules that `entry` needs and itself, in one function, those that are imported first.
 * `read` answers a module's text by its file name.
 */
export function linkModules(entry: string, read: (name: string) => string): string {
  const linked = new Set<string>();
  const parts: string[] = [];
  const link = (name: string): void => {
    if (linked.has(name)) {
      return;
    }
    linked.add(name);
    const text = read(name);
    for (const [, imported] of text.matchAll(IMPORT)) {
      link(imported as string);
    }
    parts.push(text.replace(IMPORT, "").replace(/^export /gm, ""));
  };
  link(entry);
  return `"use strict";\n(() => {\n${parts.join("\n")}})();\n`;
}
