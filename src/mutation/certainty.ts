// Which values are certain not to be errors. `def` of an error binds nothing, `=` binds the error,
// so a def may become local without further questions only where its value is certain. What is not
// listed here is uncertain, as most calls are.

import { SyntaxKind } from "../syntax/kinds.js";
import { lowerBound } from "../syntax/lower-bound.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import { digestOf } from "./digest.js";
import {
  comesBefore,
  type FileModel,
  type Read,
  regionOf,
  resolve,
  type Scope,
  type Write,
} from "./file-model.js";
import type { GlobalName, Globals } from "./globals.js";
import { valueNode } from "./node-at.js";

/** What a value is certain to be, none of them an error; undefined where nothing is certain. */
type Kind = "handle" | "handles" | "number" | "string" | "function" | "value" | undefined;

/** Answers whether a binding is certain to bind something other than an error. */
export type IsCertain = (write: Write) => boolean;

/** Reads the values of a file's bindings; `tree` is its parsed text. */
export function readCertainty(file: FileModel, tree: SyntaxTree, globals: Globals): IsCertain {
  const reader = new CertaintyReader(file, tree, globals);
  return (write) => reader.kindOfWrite(write) !== undefined;
}

class CertaintyReader {
  readonly #kinds = new Map<Write, Kind>();
  readonly #functions = new Map<string, Scope | typeof NO_FUNCTION>();
  readonly #globals: ReadonlyMap<string, GlobalName>;

  constructor(
    readonly file: FileModel,
    readonly tree: SyntaxTree,
    readonly globals: Globals,
  ) {
    this.#globals = new Map(globals.of(file).map((global) => [global.name, global]));
  }

  kindOfWrite(write: Write): Kind {
    if (!this.#kinds.has(write)) {
      // Until it is known: a value that depends on itself is uncertain.
      this.#kinds.set(write, undefined);
      const node = valueNode(this.tree, write);
      const kind = write.how === "fun" ? "function" : this.#kindOf(node, write.scope);
      this.#kinds.set(write, kind);
    }
    return this.#kinds.get(write);
  }

  #kindOf(node: SyntaxNode | undefined, scope: Scope): Kind {
    switch (node?.kind) {
      case SyntaxKind.String:
        return "string";
      case SyntaxKind.Number:
        return "number";
      case SyntaxKind.QExpr:
        return "value";
      case SyntaxKind.Prefixed:
        return node.text.startsWith("'") ? "value" : undefined;
      case SyntaxKind.Symbol:
        return this.#kindOfName(node, scope);
      case SyntaxKind.List:
        return this.#kindOfCall(node.elements, scope);
      default:
        return undefined;
    }
  }

  #kindOfName(node: SyntaxNode, scope: Scope): Kind {
    const name = node.text;
    if (CONSTANTS.has(name) || name.startsWith(":")) {
      return "value";
    }
    const global = resolve(name, scope) === undefined ? this.#globals.get(name) : undefined;
    const writes = global && digestOf(global).writesIn.get(regionOf(scope));
    const read = global && readAt(global.reads, node.start);
    const isBound = read !== undefined && writes?.some((write) => comesBefore(write, read));
    const kinds = isBound ? new Set(writes?.map((write) => this.kindOfWrite(write))) : new Set();
    return kinds.size === 1 ? ([...kinds][0] as Kind) : undefined;
  }

  #kindOfCall(elements: readonly SyntaxNode[], scope: Scope): Kind {
    const [head, ...args] = elements;
    const name = head?.kind === SyntaxKind.Symbol ? head.text : "";
    const kinds = (): readonly Kind[] => args.map((arg) => this.#kindOf(arg, scope));
    if (args.length === 0 || resolve(name, scope) !== undefined) {
      return undefined;
    }
    if (this.globals.program.usesAround(this.file, name).some(({ writes }) => writes.length > 0)) {
      return this.#kindOfOwnCall(name, args.length);
    }
    switch (name) {
      case "\\":
        return isLambda(args) ? "function" : undefined;
      case "do":
        return this.#kindOf(args.at(-1), scope);
      case "list":
        return kinds().every((kind) => kind === "handle") ? "handles" : "value";
      case "quote":
        return "value";
      case "str":
        return "string";
      case "+":
      case "-":
      case "*":
        return kinds().every((kind) => kind === "number") ? "number" : undefined;
      case "aio/all":
      case "aio/any":
      case "aio/race":
        return kinds().join() === "handles" ? "handle" : undefined;
      case "==":
      case "!=":
        return args.length === 2 ? "value" : undefined;
      case "atom":
        return args[0]?.kind === SyntaxKind.Number ? "value" : undefined;
      case "aio/pure":
      case "aio/fail":
        return args.length === 1 ? "handle" : undefined;
      case "aio/then":
      case "aio/catch":
      case "aio/finally":
        return kinds().join() === "handle,function" ? "handle" : undefined;
      case "http2/mock-response":
        return kinds().join() === "string,string" ? "value" : undefined;
      case "http2/request":
        return kinds().join() === "string,string,string,string" ? "value" : undefined;
      default:
        return undefined;
    }
  }

  /** A function of the program, given all it takes and ending in a lambda, or given too little. */
  #kindOfOwnCall(name: string, given: number): Kind {
    const made = this.#functions.get(name) ?? this.#readFunction(name);
    this.#functions.set(name, made);
    const isFunction = made !== NO_FUNCTION && !made.isVariadic && given <= made.parameters.length;
    return isFunction && (given < made.parameters.length || made.returnsFunction)
      ? "function"
      : undefined;
  }

  /** The one function that the name is bound to, wherever it is called. */
  #readFunction(name: string): Scope | typeof NO_FUNCTION {
    const bindings = this.globals.program
      .usesAround(this.file, name)
      .flatMap(({ file, writes }) => writes.map((write) => ({ file, write })));
    const [binding] = bindings;
    if (binding === undefined || bindings.length > 1 || binding.write.scope.kind !== "global") {
      return NO_FUNCTION;
    }
    const made = binding.file.scopes.find(
      ({ globalName, outer }) => globalName === name && outer?.kind === "global",
    );
    return made ?? NO_FUNCTION;
  }
}

/** The read that begins at the place; reads stand in document order. */
function readAt(reads: readonly Read[], start: number): Read | undefined {
  const read = reads[lowerBound(reads.length, (at) => (reads[at] as Read).span.start < start)];
  return read?.span.start === start ? read : undefined;
}

/** Stands for a name that is bound to more than one function, or to something else. */
const NO_FUNCTION = "none";

/** Whether these are the arguments of a `\` that makes a function, and no error. */
function isLambda([formals, body, ...more]: readonly SyntaxNode[]): boolean {
  const isList = formals?.elements.every(({ kind }) => kind === SyntaxKind.Symbol);
  const areBraces = formals?.kind === SyntaxKind.QExpr && body?.kind === SyntaxKind.QExpr;
  return areBraces && isList === true && more.length === 0;
}

const CONSTANTS: ReadonlySet<string> = new Set(["nil", "true", "false"]);
