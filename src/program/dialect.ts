// Whether a framework module is written for a Valk that has no atoms any more, as the interpreter of
// February 2026 and later: this tool's modules need them, and would not load there.

/** What only such modules use: awaiting a handle, capturing what a test prints. */
const WITHOUT_ATOMS = /[({]\s*(?:aio\/await|aio\/within|test\/capture-start)[\s)}]/;

/** Whether the text of a module shows that it runs where there are no atoms. */
export function lacksAtoms(moduleText: string): boolean {
  return WITHOUT_ATOMS.test(moduleText) && !/[({]\s*atom(?:\/|\s)/.test(moduleText);
}

/** Whether the runner of a module awaits a handle of each async test in place of calling done. */
export function awaitsHandles(moduleText: string): boolean {
  return /[({]\s*aio\/(?:await|within)[\s)}]/.test(moduleText);
}
