// The layers: a file imports from its own layer and from those listed for it, never to the right.
// `verify` reads only `syntax`, so that the proof stays independent of what it proves.

const layers = {
  syntax: [],
  edit: ["syntax"],
  framework: ["syntax", "edit"],
  analysis: ["syntax", "edit"],
  verify: ["syntax"],
  rewrite: ["syntax", "edit", "analysis"],
  lint: ["syntax", "edit", "analysis"],
  evaluate: ["syntax"],
  behaviour: ["syntax", "evaluate"],
  transform: ["syntax", "edit", "analysis", "verify"],
  transforms: ["syntax", "edit", "analysis", "rewrite", "lint", "verify", "transform"],
  review: ["syntax", "edit", "analysis"],
  markdown: ["syntax", "edit", "analysis", "verify", "transform"],
  run: [
    "syntax",
    "edit",
    "framework",
    "analysis",
    "review",
    "markdown",
    "lint",
    "verify",
    "evaluate",
    "behaviour",
    "transform",
    "transforms",
  ],
  cli: [
    "syntax",
    "edit",
    "framework",
    "analysis",
    "review",
    "markdown",
    "lint",
    "verify",
    "evaluate",
    "behaviour",
    "transform",
    "transforms",
    "run",
  ],
};

/** @param {string} layer */
const folderOf = (layer) => (layer === "transforms" ? "^transforms/" : `^src/${layer}/`);
const folders = Object.keys(layers).map(folderOf);
const project = "^(src|transforms|test|scripts|examples)/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(layers).map(([layer, lower]) => ({
      name: `layer-${layer}`,
      comment: `${layer} imports only from: ${[layer, ...lower].join(", ")}`,
      severity: /** @type {const} */ ("error"),
      from: { path: folderOf(layer) },
      to: { path: project, pathNot: [layer, ...lower].map(folderOf) },
    })),
    {
      name: "file-outside-layers",
      comment: "every file but src/index.ts belongs to a layer",
      severity: "error",
      from: {},
      to: { path: "^src/", pathNot: folders },
    },
    {
      name: "no-cycle",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "disk",
      comment: "only discovery, apply, the journal, the framework and the CLI touch the disk",
      severity: "error",
      from: {
        path: "^(src|transforms)/",
        pathNot:
          "^src/(cli/|framework/|transform/jscodeshift\\.ts$|run/(discovery|apply|behaviour-(scratch|process)|journal|guard|lock|reach|undo)[^/]*\\.ts$|run/reports/html/page-assets\\.ts$)",
      },
      to: {
        path: [
          "^(node:)?(fs|child_process)(/|$)",
          "(^|/)node_modules/(@types/)?(write-file-atomic|proper-lockfile|tinyglobby)/",
        ],
      },
    },
    {
      name: "terminal",
      comment: "only the CLI talks to the terminal",
      severity: "error",
      from: { path: "^(src|transforms)/", pathNot: "^src/cli/" },
      to: {
        path: ["^(node:)?(readline|tty)(/|$)", "(^|/)node_modules/(commander|ora)/"],
      },
    },
    {
      name: "unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
