// Names of files that are made of other names: of folders, owners and paths. Used by reports that are
// several files.

/** Some file systems take no more than 255 bytes. */
const LONGEST = 60;

/** Names a file after any words: `test-shared`. Of several that would be called the same, the later ones are numbered. */
export function createFileNames(): (words: string, prefix?: string) => string {
  const taken = new Set<string>();
  return (words, prefix = "") => {
    const plain = words.replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-|-$/g, "");
    const stem = prefix + (plain.slice(0, LONGEST) || "files");
    let name = stem;
    for (let count = 2; taken.has(name.toLowerCase()); count++) {
      name = `${stem}-${count}`;
    }
    taken.add(name.toLowerCase());
    return name;
  };
}
