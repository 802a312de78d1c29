// Findings that only a run over a whole repository can have: links, odd files, and what replacing
// the framework module does to other files. The transforms' own stand in `src/analysis`.

import { byCode, type FindingKind } from "../finding/finding.js";
import { markdownBlock } from "../markdown/markdown-block.js";

export const linkOutsideRoot: FindingKind = {
  code: "link-outside-root",
  severity: "refuse",
  summary: "the file is a symbolic link to a place outside the repository",
  hint: "migrate the target where it belongs, or leave the link out with --exclude",
  explanation: `A migration never leaves the repository. The link points out of it, so the target was neither read
nor written, and whether it holds old tests is unknown.`,
};

export const brokenLink: FindingKind = {
  code: "broken-link",
  severity: "info",
  summary: "the file is a symbolic link to nothing",
  hint: "remove the link or restore its target",
  explanation: "There is nothing behind the link, so there is nothing to migrate.",
};

export const notAFile: FindingKind = {
  code: "not-a-file",
  severity: "info",
  summary: "the path is a device, a socket or a pipe, not a file",
  hint: "nothing to do, unless a file was meant to stand here",
  explanation: `Only regular files are read. Opening anything else could wait for ever, so it is left alone.`,
};

export const frameworkBreaks: FindingKind = {
  code: "framework-breaks",
  severity: "refuse",
  summary: "the module that was asked for drops the old API, which this repository still uses",
  hint: "migrate the files, or leave the choice to the tool: it installs the module for both APIs",
  explanation: `The final module does not define test/define and its companions, and neither does a module of
the list API. The files named still use them and would stop at their first test, with exit status 0,
as scripts do. Nothing at all is written by such a run.`,
};

export const frameworkLosesName: FindingKind = {
  code: "framework-loses-name",
  severity: "refuse",
  summary: "files use or change something of the framework module that its successor lacks",
  hint: "move the definition into a module of its own and load that where it is used",
  explanation: `The module holds more than the test framework, or functions that take other arguments. Its
successor would not answer the files that use them: they would stop there, with exit status 0, as
scripts do. Or a file that runs behind the module binds a function again which the module calls
itself: so it changes how tests are run or printed, and the successor would not notice. The module
was left as it is, and so is every file that needs its successor.`,
};

export const frameworkKept: FindingKind = {
  code: "framework-kept",
  severity: "refuse",
  summary: "the framework module that was asked for cannot be installed",
  hint: "mend what the finding names, or leave the choice to the tool: --framework auto",
  explanation: `--framework named a module to install, and the run must not write the one that is there, or it
would not run in its place. Files whose calls the present module does not answer are left as they
are, too.`,
};

export const frameworkUnreadable: FindingKind = {
  code: "framework-unreadable",
  severity: "review",
  // The module is replaced together with the files that use it.
  settable: ["review", "info", "off"],
  summary: "the framework module that is replaced did not read",
  hint: "look at what the tests do now: whatever needed the rest of the module did not run before",
  explanation: `The interpreter stops at the first thing that the grammar forbids, prints an error and goes on with
whoever loads the module, which lacks all that follows. Tests on such a module do not run, with exit
status 0, as scripts do. Replacing the module mends that, so that the tests may run for the first
time in a while, and fail.`,
};

export const frameworkEdited: FindingKind = {
  code: "framework-edited",
  severity: "review",
  // The module is replaced together with the files that use it.
  settable: ["review", "info", "off"],
  summary: "the framework module that is replaced does something of its own",
  hint: "see by valk-codemod verify what files do now, and keep what counts in a module of its own",
  explanation: `The module is a registry, but not as everybody has it: somebody changed how tests are registered, run,
judged or printed, or made it do more when it is loaded. Its successor does what the known registries
do, so that tests may pass that failed, fail that passed, or print something else, although each is
migrated unaltered. Or name a module of your own that does the same: --framework FILE.`,
};

export const stagedDiffers: FindingKind = {
  code: "staged-differs",
  severity: "refuse",
  dependsOnRun: true,
  summary: "what is not staged stands in the way of a change of what is",
  hint: "stage the rest of the file with git add, or put it aside with git stash --keep-index",
  explanation: `With --staged the text that the next commit will hold is judged and changed, and the working tree gets
the same edits between the lines that are not staged, which stay as they are. Here that is not possible: an edit
that is not staged lies where the run would change something, or is of tests that would have to change, too; or the
file is gone from the working tree, has conflicts, or git was told to leave it alone there. Neither what is staged
nor the working tree was changed.`,
};

export const behaviourDiffers: FindingKind = {
  code: "behaviour-differs",
  severity: "refuse",
  dependsOnRun: true,
  summary: "evaluated before and after, the file does not do the same",
  hint: "look at the difference: valk-codemod verify shows both sides; change the file, or leave it",
  explanation: `With --verify each changed file is evaluated twice: its old text on the old framework, its new text on
the new one. The tests, their order and verdicts, everything printed and the exit status must be the
same. Here they are not, although the proof found every test unaltered. Most often the file looks
into the framework itself, as in the example, whose test asks whether a name is free that the new
framework defines.`,
  example: `(load "src/prelude.valk")
(load "src/modules/test.valk")
(test/suite "Names")
(test/define "no module defines an arrow" {error? (eval (head {->}))})
(test/run)
`,
};

export const changedSinceReview: FindingKind = {
  code: "changed-since-review",
  severity: "refuse",
  dependsOnRun: true,
  summary: "the file is not what it was when its change was accepted",
  hint: "review it again",
  explanation: `The answers of an interactive review are about the text that was shown. Between the answer and the
writing somebody else changed the file, so that it was left as it is.`,
};

export const wouldChange: FindingKind = {
  code: "would-change",
  severity: "info",
  dependsOnRun: true,
  summary: "the file would change",
  hint: "migrate --write makes the change, and migrate shows it",
  explanation: `Formats that know findings but no changes of files say by this, with --check, that a file has
something to migrate: that is what such a check fails for.`,
};

/** All kinds by code, in alphabetical order. */
export const runFindingKinds: ReadonlyMap<string, FindingKind> = byCode(
  behaviourDiffers,
  brokenLink,
  changedSinceReview,
  frameworkBreaks,
  frameworkEdited,
  frameworkKept,
  frameworkLosesName,
  frameworkUnreadable,
  linkOutsideRoot,
  markdownBlock,
  notAFile,
  stagedDiffers,
  wouldChange,
);
