// An async test that calls done, on a module whose runner awaits what the test answers.

import { finding } from "../../../src/finding/finding.js";
import { answersFor } from "../../../src/program/answers.js";
import { awaitsHandles } from "../../../src/program/async-protocol.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule, Reading } from "../judge/reading.js";

export const wrongProtocol: FindingRule = {
  code: "wrong-protocol",
  severity: "refuse",
  summary: "an async test calls done, and the module's runner awaits a handle in its place",
  hint: "let the test answer a handle, as the module's own async tests do, and write it as a list",
  explanation: `The old runner hands each async test a function of the verdict, done. The module that the
file loads runs lists of tests and awaits the handle that each async test answers: it hands on
nothing, so that a test which waits for done would end with another verdict, or with none. Rewriting
the body is more than a migration of the test API.`,
  example: `(load "src/lists.valk")
(test/suite "Async")
(test/async "ends" (\\ {done} {done true}))
(test/run-async aio)
`,
  exampleTarget: "list",
  otherFiles: {
    "src/lists.valk": `(fun {test name body} {list name body})
(fun {test-async name body} {list name body})
(fun {test/suite ctx name} {ctx})
(fun {test/run & args} {shutdown 0})
(fun {test/run-async aio tests & options} {map (\\ {one} {aio/await ((nth 2 one))}) tests})
`,
  },
  check: (reading) => {
    const tests = asyncTests(reading);
    return tests.length > 0 && runsHandles(reading)
      ? tests.map((node) => finding(wrongProtocol, node.span))
      : [];
  },
};

function asyncTests({ script, target }: Reading) {
  const sites = [
    ...script.effects.definitionSites,
    ...script.items.flatMap((item) => ("sites" in item ? item.sites : [])),
  ];
  const nested = sites.flatMap((site) =>
    site.kind === "registration" && site.mode === "async" ? [site.form.node] : [],
  );
  const own = itemsOf(script, "registration").filter(({ mode }) => mode === "async");
  return target === "list" ? [...own.map(({ node }) => node), ...nested] : [];
}

function runsHandles({ script, outlook }: Reading): boolean {
  if (outlook === undefined) {
    return false;
  }
  const own = answersFor(script, outlook.after).of("test/run-async")?.path ?? outlook.usual;
  const text = own === undefined ? undefined : outlook.after.read(own);
  return text !== undefined && awaitsHandles(text);
}
