// What a run says of a name that is to be another one.

import type { FindingKind } from "../../src/finding/finding.js";

export const nameTaken: FindingKind = {
  code: "name-taken",
  severity: "refuse",
  summary: "the new name means something already",
  hint: "choose a name that stands nowhere in these files and that the language does not have",
  explanation: `A renamed global must not meet another one of its new name, nor a parameter or a local that would
hide it. So the new name must not stand as a symbol in any file that shares the global, whatever it means
there, and must be no name of the language or its prelude.`,
};

export const nameUnclear: FindingKind = {
  code: "name-unclear",
  severity: "refuse",
  summary: "here the name is a local in some runs and the global in others",
  hint: "give the local a name of its own first",
  explanation: `= binds a name in the function that it stands in, from there on. Where it stands in a branch, or in
a body whose functions may be called before and after it, the same symbol means the local in one run and
the global in another. Neither name would be right for both.`,
};

export const nameUndefined: FindingKind = {
  code: "name-undefined",
  severity: "refuse",
  summary: "no file that shares the global defines it",
  hint: "valk-codemod rewrite OLD NEW changes the uses of a name that the language has",
  explanation: `A rename changes a global where it is defined and wherever it is used, so that both stay one. Here no
file that loads this one or is loaded with it binds the name by def, fun or a = at top level: it is a name of
the language, or it comes from a file that cannot be seen.`,
};

export const nameNotSelected: FindingKind = {
  code: "name-not-selected",
  severity: "refuse",
  summary: "a file that uses the same global is not part of the run",
  hint: "take the file that is named into the run, too",
  explanation: `A global is renamed in all files that share it, or in none: where only some of them changed, the
others would use a name that nothing defines.`,
};

export const nameNotConnected: FindingKind = {
  code: "name-not-connected",
  severity: "refuse",
  summary: "a file may use the same global, and no load tells whether it does",
  hint: "write the loads of the file that is named as paths from the root, or mend what keeps it from being read",
  explanation: `A global is renamed in all files that share it, or in none. A file that uses the name and defines it
nowhere may get it by a load whose path is computed, absolute or that of a link; one that is not UTF-8, or
cannot be read, may use it, too. The file would be left with a name that nothing defines.`,
};

export const nameMentioned: FindingKind = {
  code: "name-mentioned",
  severity: "info",
  summary: "a string or comment mentions the old name",
  hint: "read it, and change it by hand if it means the global",
  explanation: `A rename changes symbols. Text in strings and comments may speak of the global, of something else, or
be read as code at run time: only a person can tell. It is never changed.`,
};

/** All of them. */
export const renameKinds: readonly FindingKind[] = [
  nameTaken,
  nameUnclear,
  nameUndefined,
  nameNotSelected,
  nameNotConnected,
  nameMentioned,
];
