// Runs that others get in the way of: another run, an editor that saves all the time.

import { spawn } from "node:child_process";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diskFileSystem, type FileSystem } from "../../src/project/file-system.js";
import { hashOf } from "../../src/write/apply-write.js";
import { readRun } from "../../src/write/journal-read.js";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";

const old = (name: string | number): string =>
  `(test/suite "s")\n(test/define "${name}" {true})\n(test/run)\n`;
const many = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [`f${index}.valk`, old(index)]),
);

describe("two runs at once", () => {
  test("one waits for the other, and everything is written once", async () => {
    const cwd = makeFolder(many);
    const [first, second] = await Promise.all([
      run(["--write"], { cwd }),
      run(["--write"], { cwd }),
    ]);
    const statuses = [first.status, second.status].toSorted();
    // The second finds that what it has read is gone: it says so, and changes nothing.
    expect(statuses).toEqual([0, 2]);
    expect(first.stderr + second.stderr).toContain("Waiting for another run (process ");
    expect((await run(["--check"], { cwd })).status).toBe(0);
    expect(await restoredBy(cwd)).toEqual(many);
  });
});

async function restoredBy(cwd: string): Promise<Record<string, string>> {
  const [id = ""] = readdirSync(join(cwd, ".valk-codemod/runs")).toSorted();
  await run(["undo", id], { cwd });
  const names = readdirSync(cwd).filter((name) => name !== ".valk-codemod");
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(cwd, name), "utf8")]));
}

describe("somebody who saves in the moment of the write", () => {
  const save: Record<string, (path: string) => void> = {
    "in place": (path) => writeFileSync(path, "mine"),
    "by a rename": (path) => {
      writeFileSync(`${path}~`, "mine");
      renameSync(`${path}~`, path);
    },
  };

  /** Lets somebody save right before or after the step that is about this file. */
  function savingAt(
    step: "link" | "rename",
    when: "before" | "after",
    act: (path: string) => void,
    path: string,
  ): FileSystem {
    const around = (from: string, to: string): void => {
      const isIt = from === path || to === path;
      if (isIt && when === "before") {
        act(path);
      }
      diskFileSystem[step](from, to);
      if (isIt && when === "after") {
        act(path);
      }
    };
    return { ...diskFileSystem, [step]: around };
  }

  test.each(
    Object.keys(save).flatMap((way) =>
      (["before link", "after rename"] as const).map((moment) => [way, moment] as const),
    ),
  )("%s, %s, loses nothing", async (way, moment) => {
    const cwd = makeFolder({ "a.valk": old("a") });
    const [when, step] = moment.split(" ") as ["before" | "after", "link" | "rename"];
    const act = save[way] as (path: string) => void;
    const fileSystem = savingAt(step, when, act, join(cwd, "a.valk"));
    await run(["--write"], { cwd, fileSystem });
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe("mine");
    expect(readdirSync(cwd).toSorted()).toEqual([".valk-codemod", "a.valk"]);
  });

  test("in place, between the last look and the rename, loses nothing", async () => {
    const cwd = makeFolder({ "a.valk": old("a") });
    const act = save["in place"] as (path: string) => void;
    const fileSystem = savingAt("rename", "before", act, join(cwd, "a.valk"));
    const { status } = await run(["--write"], { cwd, fileSystem });
    expect(status).toBe(2);
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe("mine");
    expect(readdirSync(cwd).toSorted()).toEqual([".valk-codemod", "a.valk"]);
  });
});

describe("an editor that saves files in a loop", () => {
  // Saves one file after another, each time as a new version, and tells what it saved last.
  const EDITOR = `
    const fs = require("node:fs");
    const [folder, rename] = process.argv.slice(1);
    const names = fs.readdirSync(folder).filter((name) => name.endsWith(".valk"));
    const last = {};
    const end = Date.now() + 1200;
    process.stdout.write("ready\\n");
    for (let version = 0; Date.now() < end; version++) {
      const name = names[version % names.length];
      const path = folder + "/" + name;
      const text = '(test/suite "s")\\n(test/define "' + version + '" {true})\\n(test/run)\\n';
      if (rename === "rename") {
        fs.writeFileSync(path + "~", text);
        fs.renameSync(path + "~", path);
      } else {
        fs.writeFileSync(path, text);
      }
      last[name] = text;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
    }
    process.stdout.write(JSON.stringify(last));`;

  test.each(["in place", "rename"])(
    "%s: nothing is lost",
    async (way) => {
      const cwd = makeFolder(many);
      const child = spawn(process.execPath, ["-e", EDITOR, cwd, way]);
      let output = "";
      const ended = new Promise((resolve) => child.on("close", resolve));
      const isReady = new Promise((resolve) => child.stdout.once("data", resolve));
      child.stdout.on("data", (data) => {
        output += data;
      });
      await isReady;
      let runs = 0;
      let isOver = false;
      void ended.then(() => {
        isOver = true;
      });
      while (!isOver) {
        await run(["--write"], { cwd });
        runs += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(runs).toBeGreaterThan(1);
      const last: Record<string, string> = JSON.parse(output.slice(output.indexOf("{")));
      const originals = new Set(
        readdirSync(join(cwd, ".valk-codemod/runs")).flatMap((id) =>
          readRun(cwd, id, diskFileSystem).manifest.files.map(
            ({ path, before }) => `${before} ${path}`,
          ),
        ),
      );
      for (const [name, text] of Object.entries(last)) {
        // Either it is as it was saved, or it was migrated from just that, and the journal has it.
        const now = readFileSync(join(cwd, name), "utf8");
        const isKept = now === text || originals.has(`${hashOf(text)} ${name}`);
        expect({ name, isKept, now }).toEqual({ name, isKept: true, now });
      }
    },
    30_000,
  );
});
