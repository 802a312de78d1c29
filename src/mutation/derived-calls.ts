// Which functions of the files themselves do with their arguments what the calls of the table do:
// a helper that passes a parameter on to `aio/then` hands it to the event loop, one that passes it
// to `eval` or `test/define` has it evaluated. Found by following parameters from call to call.

import type { CallShape } from "../dialect/dialect.js";
import { append } from "../text/group-by.js";
import { type FileModel, resolve, type Scope } from "./file-model.js";

type Role = "callback" | "body";

/** A parameter of a global function. */
interface Parameter {
  readonly name: string;
  readonly position: number;
}

/**
 * The shapes of functions that the files define, by name. A name that several files define gets
 * what any of them does. Linear in the number of arguments.
 */
export function deriveCalls(files: Iterable<FileModel>): ReadonlyMap<string, CallShape> {
  const roles = new Map<string, Map<number, Role>>();
  const waiting: (Parameter & { readonly role: Role })[] = [];
  const flows = new Map<string, Parameter[]>();
  const add = (found: Parameter, role: Role): void => {
    const known = roles.get(found.name) ?? new Map<number, Role>();
    roles.set(found.name, known);
    if (!known.has(found.position)) {
      known.set(found.position, role);
      waiting.push({ ...found, role });
    }
  };
  for (const file of files) {
    for (const { scope, name, role } of file.reads) {
      const found = parameterOf(name, scope);
      const use = found === undefined ? undefined : roleOfUse(role, scope, found.scope);
      if (found !== undefined && use !== undefined) {
        add(found, use);
      }
    }
    for (const { callee, position, scope, name } of file.arguments) {
      const found = name === "" ? undefined : parameterOf(name, scope);
      if (found !== undefined) {
        append(flows, `${callee} ${position}`, found);
      }
    }
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const source of flows.get(`${next.name} ${next.position}`) ?? []) {
      add(source, next.role);
    }
  }
  return new Map([...roles].map(([name, known]) => [name, shapeOf(known)]));
}

/** What a use of a parameter of `owner` says about it. */
function roleOfUse(role: string, scope: Scope, owner: Scope): Role | undefined {
  if (role === "callback") {
    return "callback";
  }
  if (role === "evaluated") {
    return "body";
  }
  for (let at: Scope | undefined = scope; at !== owner && at !== undefined; at = at.parent) {
    if (at.entry !== undefined && at.entry.runs !== "now" && role === "head") {
      return "callback";
    }
  }
  return undefined;
}

/** The parameter of a global function that a name means; undefined where it means anything else. */
function parameterOf(
  name: string,
  from: Scope,
): (Parameter & { readonly scope: Scope }) | undefined {
  const scope = resolve(name, from);
  const owner = scope?.globalName;
  const position = scope?.parameters.indexOf(name) ?? -1;
  return scope === undefined || owner === undefined || position === -1
    ? undefined
    : { name: owner, position, scope };
}

function shapeOf(known: ReadonlyMap<number, Role>): CallShape {
  const length = Math.max(...known.keys()) + 1;
  return {
    roles: Array.from({ length }, (_, at) => known.get(at) ?? "code"),
    rest: "code",
    runs: "either",
  };
}
