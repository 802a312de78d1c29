import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, vi } from "vitest";
import { host, runAsScript } from "../../scripts/host.mjs";
import { makeFolder } from "../temporary-folder.js";

test("a process is run in the repository, to its end, with what it said", () => {
  const script =
    'console.log(process.cwd()); console.error("warned"); process.exitCode = process.argv.length';
  expect(host.run(process.execPath, ["-e", script, "a", "b"])).toEqual({
    status: 3,
    stdout: `${host.root}\n`,
    stderr: "warned\n",
  });
});

test("a process that a signal ended failed; one that does not start is an error", () => {
  const kill = "process.kill(process.pid, 'SIGKILL')";
  expect(host.run(process.execPath, ["-e", kill], { stdio: "inherit" })).toEqual({
    status: 1,
    stdout: "",
    stderr: "",
  });
  expect(() => host.run(join(host.root, "no-such-program"), [])).toThrow("ENOENT");
});

test("what the program was built to is read below dist", async () => {
  await expect(host.load("no/such-module.js")).rejects.toThrow(/dist[/\\]no[/\\]such-module\.js/);
});

test("lines go to the console, complaints apart from the rest", () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const error = vi.spyOn(console, "error").mockReturnValue();
  host.log("done");
  host.complain("not done");
  expect([log.mock.calls, error.mock.calls]).toEqual([[["done"]], [["not done"]]]);
  vi.restoreAllMocks();
});

test("only the module that Node was started with runs, and sets the exit status", async () => {
  const folder = makeFolder({ "a.mjs": "", "b.mjs": "" });
  const url = pathToFileURL(join(folder, "a.mjs")).href;
  const seen: (readonly string[])[] = [];
  const main = (argv: readonly string[]): number => seen.push(argv) + 6;
  const statusOf = async (...argv: string[]): Promise<unknown> => {
    const started = { argv: ["node", ...argv], exitCode: undefined };
    await runAsScript(url, main, started);
    return started.exitCode;
  };
  expect(await statusOf()).toBeUndefined();
  expect(await statusOf(join(folder, "b.mjs"))).toBeUndefined();
  expect(await statusOf(join(folder, "a.mjs"), "--if-needed")).toBe(7);
  expect(seen).toEqual([["--if-needed"]]);
});
