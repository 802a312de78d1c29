// Which functions of the files themselves do with their arguments what the calls of the table do:
// a helper that passes a parameter on to `aio/then` hands it to the event loop, one that passes it
// to `eval` or `test/define` has it evaluated. Found by following parameters from call to call.

import type { CallShape } from "../dialect/dialect.js";
import { append } from "../text/group-by.js";
import { type FileModel, resolve, type Scope } from "./file-model.js";

/** What is done with an argument: it is handed to the event loop, or evaluated as code. */
type Role = "callback" | "body";

/** A parameter of a global function, in few words, since every file has some: the function's name and a position. */
type Parameter = readonly [name: string, position: number];

/** What a file does with parameters of its global functions; plain data. */
export interface ParameterFlows {
  readonly roles: readonly (readonly [...Parameter, role: Role])[];
  /** Parameters that are handed on, each with the callee and the position that it comes to there. */
  readonly flows: readonly (readonly [...from: Parameter, ...to: Parameter])[];
}

/** Linear in what the file reads. */
export function parameterFlows(file: FileModel): ParameterFlows {
  return {
    roles: file.reads.flatMap(({ scope, name, role }) => {
      const found = parameterOf(name, scope);
      const use = found === undefined ? undefined : roleOfUse(role, scope, found.scope);
      return found === undefined || use === undefined ? [] : [[...found.parameter, use] as const];
    }),
    flows: file.arguments.flatMap(({ callee, position, scope, name }) => {
      const found = name === "" ? undefined : parameterOf(name, scope);
      return found === undefined ? [] : [[...found.parameter, callee, position] as const];
    }),
  };
}

/**
 * The shapes of functions that the files define, by name. A name that several files define gets
 * what any of them does. Linear in the number of arguments.
 */
export function deriveCalls(files: Iterable<ParameterFlows>): ReadonlyMap<string, CallShape> {
  const known = new Map<string, Map<number, Role>>();
  const waiting: ParameterFlows["roles"][number][] = [];
  const sources = new Map<string, Parameter[]>();
  const add = (name: string, position: number, role: Role): void => {
    const roles = known.get(name) ?? new Map<number, Role>();
    known.set(name, roles);
    if (!roles.has(position)) {
      roles.set(position, role);
      waiting.push([name, position, role]);
    }
  };
  for (const { roles, flows } of files) {
    for (const role of roles) {
      add(...role);
    }
    for (const [name, position, callee, at] of flows) {
      append(sources, `${callee} ${at}`, [name, position]);
    }
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [callee, at, role] = next;
    for (const [name, position] of sources.get(`${callee} ${at}`) ?? []) {
      add(name, position, role);
    }
  }
  return new Map([...known].map(([name, roles]) => [name, shapeOf(roles)]));
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
): { readonly parameter: Parameter; readonly scope: Scope } | undefined {
  const scope = resolve(name, from);
  const owner = scope?.globalName;
  const position = scope?.parameters.indexOf(name) ?? -1;
  return scope === undefined || owner === undefined || position === -1
    ? undefined
    : { parameter: [owner, position], scope };
}

function shapeOf(known: ReadonlyMap<number, Role>): CallShape {
  const length = Math.max(...known.keys()) + 1;
  return {
    roles: Array.from({ length }, (_, at) => known.get(at) ?? "code"),
    rest: "code",
    runs: "either",
  };
}
