// Lints the Valk modules that this package installs: no global of theirs may change after
// loading, but for those that the module for both APIs declares (src/lint/framework-exceptions.ts).
// Further folders may be named: `node scripts/check-no-globals.mjs examples/valk-project/src`.

import { runAsScript } from "./host.mjs";

/**
 * @param {readonly string[]} argv the folders, or none for those of the package
 * @param {import("./host.mjs").Host} host
 */
export function main(argv, { run }) {
  const folders = argv.length > 0 ? argv : ["src/framework"];
  const built = runNode("scripts/build.mjs", "--if-needed");
  return built === 0 ? runNode("dist/cli/bin.cjs", "lint", ...folders) : built;

  /** @param {readonly string[]} args */
  function runNode(...args) {
    return run(process.execPath, args, { stdio: "inherit" }).status;
  }
}

await runAsScript(import.meta.url, main);
