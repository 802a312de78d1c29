// Repositories for the matrix of module states: what stands where the tests' module should, and how
// the folder around it came about. Each is made once and set back after every command.

import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { MODULES, PRELUDES, SHIPPED } from "../projects/modules.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { commitAll, git, MODULE } from "./git-project.js";

/** How a test file speaks to its module. */
export type Style = "old" | "list" | "builder";

/** A repository that was made, and what is to be looked at in it. */
export interface Scene {
  readonly folder: string;
  /** Where commands are run, below the folder. */
  readonly cwd: string;
  /** The folder that load paths start at, for each test file. */
  readonly tests: readonly TestFile[];
  /** What git holds and the working tree does not. */
  readonly stored: Readonly<Record<string, string>>;
}

export interface TestFile {
  /** Relative to the base. */
  readonly path: string;
  /** The folder that its loads start at, relative to the repository; "" for its root. */
  readonly base: string;
  readonly style: Style;
}

export interface ModuleState {
  readonly name: string;
  readonly make: (styles: readonly Style[]) => Scene;
}

/** Runs lists, and has functions appended that run pipelines as well. */
const LAYERED = `${MODULES.list}
(fun {*fold-stages* value stages} {
  if (== stages {}) {value} {*fold-stages* ((head stages) value) (tail stages)}
})
(fun {-> value & stages} {*fold-stages* value stages})
(fun {test/suite name} {list :pipeline name {}})
(fun {test/add name body suite} {
  list :pipeline (head (tail suite)) (join (head (tail (tail suite))) (list (list name body)))
})
(fun {test/run tests & options} {
  if (== (head tests) :pipeline)
    {*test-work-list* (list (head (tail (tail tests))) (list :suite-name (head (tail tests))))}
    {*test-work-list* (join (list tests) options)}
})
`;

/** The old style, and a function of its own that files use. */
const FOREIGN = `${MODULES.old}
(fun {mine/case name} {test/define name {== 1 1}})
`;

const bodies: Readonly<Record<Style, string>> = {
  old: `(test/suite "Old")\n(test/define "o1" {== 1 1})\n(test/define "o2" {== 1 2})\n(test/run)\n`,
  list: `(test/run (list\n  (test "l1" {== 1 1})\n  (test "l2" {== 1 2}))\n  {:suite-name "List"})\n`,
  builder: `(-> (test/suite "Builder")\n    (test/add "b1" {== 1 1})\n    (test/add "b2" {== 1 2})\n    (test/run))\n`,
};

const textOf = (style: Style, module: string): string =>
  `(load "src/prelude.valk")\n(load "${module}")\n${bodies[style]}`;

interface Layout {
  /** The module's text; none where it is missing. */
  readonly text?: string;
  readonly module?: string;
  readonly base?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/** The files of a project, and its tests. */
function project(styles: readonly Style[], { text, module = MODULE, base = "", extra }: Layout) {
  const files: Record<string, string> = { [`${base}src/prelude.valk`]: PRELUDES.rich, ...extra };
  if (text !== undefined) {
    files[base + module] = text;
  }
  const tests = styles.map((style): TestFile => ({ path: `test/${style}.valk`, base, style }));
  for (const { path, style } of tests) {
    files[base + path] = textOf(style, module);
  }
  return { files, tests };
}

/** A committed repository of this layout, changed by `prepare` before or after the commit. */
function scene(
  styles: readonly Style[],
  layout: Layout,
  prepare: { readonly before?: Step; readonly after?: Step } = {},
): Scene {
  const { files, tests } = project(styles, layout);
  const folder = makeFolder(files);
  git(folder, "init", "-q", "-b", "main");
  prepare.before?.(folder);
  commitAll(folder);
  prepare.after?.(folder);
  return { folder, cwd: "", tests, stored: {} };
}

type Step = (folder: string) => void;

/** A repository of its own that holds an old module as `test.valk`. */
function moduleRepository(): string {
  const other = makeFolder({ "test.valk": MODULES.old });
  git(other, "init", "-q", "-b", "main");
  commitAll(other);
  return other;
}

const addSubmodule: Step = (folder) => {
  const allowed = ["-c", "protocol.file.allow=always"];
  git(folder, ...allowed, "submodule", "--quiet", "add", moduleRepository(), "src/modules");
};

/** Two packages, whose loads start at their own folders. */
function packages(styles: readonly Style[], cwd: string, texts: readonly string[]): Scene {
  const made = texts.map((text, index) => project(styles, { text, base: `packages/p${index}/` }));
  const folder = makeFolder(Object.assign({}, ...made.map(({ files }) => files)));
  git(folder, "init", "-q", "-b", "main");
  commitAll(folder);
  return { folder, cwd, tests: made.flatMap(({ tests }) => tests), stored: {} };
}

const standing = (name: string, layout: Layout): ModuleState => ({
  name,
  make: (styles) => scene(styles, layout),
});
const old = { text: MODULES.old };

export const STATES: readonly ModuleState[] = [
  standing("old", old),
  standing("old, as in the example", { text: MODULES.example }),
  standing("list", { text: MODULES.list }),
  standing("old and list", { text: MODULES.oldAndList }),
  standing("final", { text: SHIPPED.final }),
  standing("compat", { text: SHIPPED.compat }),
  standing("layered", { text: LAYERED }),
  {
    name: "foreign",
    make: (styles) => {
      const { folder, tests, ...rest } = scene(styles, { text: FOREIGN });
      const text = `(load "src/prelude.valk")\n(load "${MODULE}")\n(mine/case "f")\n(test/run)\n`;
      writeFiles(folder, { "test/own.valk": text });
      commitAll(folder);
      return {
        folder,
        ...rest,
        tests: [...tests, { path: "test/own.valk", base: "", style: "old" }],
      };
    },
  },
  standing("absent", {}),
  {
    name: "ignored by git",
    make: (styles) => scene(styles, { ...old, extra: { ".gitignore": "src/modules\n" } }),
  },
  {
    name: "nested repository",
    make: (styles) =>
      scene(styles, old, {
        after: (folder) => {
          git(join(folder, "src/modules"), "init", "-q", "-b", "main");
          commitAll(join(folder, "src/modules"));
        },
      }),
  },
  { name: "submodule", make: (styles) => scene(styles, {}, { before: addSubmodule }) },
  {
    name: "submodule, not checked out",
    make: (styles) =>
      scene(
        styles,
        {},
        {
          before: addSubmodule,
          after: (folder) =>
            git(folder, "submodule", "--quiet", "deinit", "--force", "src/modules"),
        },
      ),
  },
  {
    name: "link out of the root",
    make: (styles) =>
      scene(
        styles,
        {},
        {
          before: (folder) => {
            mkdirSync(join(folder, "src/modules"));
            symlinkSync(
              join(makeFolder({ "m.valk": MODULES.old }), "m.valk"),
              join(folder, MODULE),
            );
          },
        },
      ),
  },
  {
    name: "link to another place of the root",
    make: (styles) =>
      scene(styles, old, {
        before: (folder) => {
          renameSync(join(folder, MODULE), join(folder, "src/real.valk"));
          symlinkSync("../real.valk", join(folder, MODULE));
        },
      }),
  },
  {
    name: "read-only",
    make: (styles) =>
      scene(styles, old, { after: (folder) => chmodSync(join(folder, MODULE), 0o444) }),
  },
  {
    name: "excluded",
    make: (styles) =>
      scene(styles, {
        ...old,
        extra: { "valk-codemod.config.json": '{"exclude": ["src/modules/**"]}\n' },
      }),
  },
  {
    name: "sparse checkout with the module",
    make: (styles) => {
      const apart = textOf("old", MODULE);
      const made = scene(
        styles,
        { ...old, extra: { "apart/old.valk": apart } },
        {
          after: (folder) => git(folder, "sparse-checkout", "set", "src", "test"),
        },
      );
      const beside: TestFile = { path: "apart/old.valk", base: "", style: "old" };
      return { ...made, tests: [...made.tests, beside], stored: { "apart/old.valk": apart } };
    },
  },
  {
    name: "sparse checkout without the module",
    make: (styles) => ({
      ...scene(styles, old, { after: (folder) => git(folder, "sparse-checkout", "set", "test") }),
      stored: { [MODULE]: MODULES.old, "src/prelude.valk": PRELUDES.rich },
    }),
  },
  standing("under another path", { ...old, module: "lib/testing.valk" }),
  {
    name: "under another path, configured",
    make: (styles) =>
      scene(styles, {
        ...old,
        module: "lib/testing.valk",
        extra: { "valk-codemod.config.json": '{"framework": "lib/testing.valk"}\n' },
      }),
  },
  {
    name: "beside another module",
    make: (styles) => {
      const { folder, tests, ...rest } = scene(styles, old);
      const besides: TestFile[] = [];
      for (const style of ["list", "builder"] as const) {
        const module = `lib/${style}.valk`;
        const path = `test/beside_${style}.valk`;
        const text = style === "list" ? MODULES.list : SHIPPED.final;
        writeFiles(folder, { [module]: text, [path]: textOf(style, module) });
        besides.push({ path, base: "", style });
      }
      commitAll(folder);
      return { folder, ...rest, tests: [...tests, ...besides] };
    },
  },
  {
    name: "packages, from the top",
    make: (styles) => packages(styles, "", [MODULES.old, MODULES.old]),
  },
  {
    name: "packages with modules unlike each other, from the top",
    make: (styles) => packages(styles, "", [MODULES.old, MODULES.oldAndList, SHIPPED.compat]),
  },
  {
    name: "packages, from one of them",
    make: (styles) => packages(styles, "packages/p0", [MODULES.old, MODULES.oldAndList]),
  },
];

/** The bytes of every file, and how to set the folder back to them. */
export function remember(folder: string): {
  readonly changed: () => readonly string[];
  readonly reset: () => void;
} {
  const before = readAll(folder);
  return {
    changed: () => {
      const now = readAll(folder);
      return [...new Set([...before.keys(), ...now.keys()])].filter(
        (path) => before.get(path) !== now.get(path),
      );
    },
    reset: () => {
      const now = readAll(folder);
      for (const path of now.keys()) {
        if (!before.has(path)) {
          rmSync(join(folder, path));
        }
      }
      for (const [path, text] of before) {
        if (now.get(path) !== text) {
          writeFileSync(join(folder, path), text, "latin1");
        }
      }
    },
  };
}

/** What git and the journal of runs keep for themselves. */
const KEPT_ASIDE: ReadonlySet<string> = new Set([".git", ".valk-codemod"]);

/** All other files, links followed. */
function readAll(folder: string, below = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below + entry.name;
    if (KEPT_ASIDE.has(entry.name)) {
      continue;
    }
    if (entry.isDirectory()) {
      for (const [inner, text] of readAll(folder, `${path}/`)) {
        found.set(inner, text);
      }
    } else {
      found.set(path, readFileSync(join(folder, path), "latin1"));
    }
  }
  return found;
}
