// Which protocol the async tests of a framework module speak.

/** Whether the runner of a module awaits a handle of each async test in place of calling done. */
export function awaitsHandles(moduleText: string): boolean {
  return /[({]\s*aio\/(?:await|within)[\s)}]/.test(moduleText);
}
