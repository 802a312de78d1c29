// Reads one file into a `FileModel`: a walk over its code that knows which q-expressions are
// evaluated, by whom and in which scope (valk-language.md, "Evaluation"). The walk is a loop over
// a stack of its own, so no depth of nesting can overflow anything. `program.ts` calls it.

import type { ArgumentRole, CallShape, Dialect, WhenCalled } from "../dialect/dialect.js";
import { normalizePath } from "../program/load-graph.js";
import { isNameList } from "../syntax/bindings.js";
import { errorsFor } from "../syntax/diagnostic.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { LineIndex } from "../syntax/line-index.js";
import type { Span } from "../syntax/span.js";
import { decodeString } from "../syntax/string-literal.js";
import { isSymbol, type SyntaxNode, type SyntaxTree } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";
import {
  CORE_NAMES,
  continuesHandle,
  PLAIN_CALL,
  RUNS_NOW,
  roleAt,
  TEST_BODIES,
} from "./call-shapes.js";
import {
  type Argument,
  type Entry,
  type FileModel,
  type Read,
  resolve,
  type Scope,
  type Write,
} from "./file-model.js";
import { endsInLambda, isCompleteHandle, namesIn, valueKindOf } from "./value-kind.js";

/** A scope while it is being read. */
interface OpenScope extends Scope {
  readonly binds: Set<string>;
  isTakenApart: boolean;
  evaluates: boolean;
  callsNameless: boolean;
}

/** What a function's scope knows about it. */
type Made = Pick<
  Scope,
  "entry" | "evaluatedBy" | "globalName" | "isVariadic" | "name" | "parameters" | "returnsFunction"
>;

/** Where an element stands. */
interface Place {
  readonly scope: OpenScope;
  readonly branch: Span;
  readonly asked: Write["asked"];
}

/** One element still to be read, and how. */
interface Task extends Place {
  readonly node: SyntaxNode;
  readonly mode: "code" | "expression" | "data" | "template";
  readonly role: Read["role"];
  readonly entry: Entry | undefined;
  /** The name that the element becomes the value of, and whether that is a global. */
  readonly name: string;
  readonly isGlobal: boolean;
}

/** What is special about an element. */
interface Meaning {
  readonly mode?: Task["mode"];
  readonly role?: Task["role"];
  readonly entry?: Entry | undefined;
  readonly name?: string;
  readonly isGlobal?: boolean;
}

const PLAIN: Meaning = {};

/** What a file is read as: its dialect, and what is known of the calls in it. */
export interface Language {
  readonly dialect: Dialect;
  readonly shapes: ReadonlyMap<string, CallShape>;
}

const RUNS: ReadonlySet<string> = new Set(["test/run", "test/run-async", "shutdown", "exit"]);

/** Reads a file's text. Linear in its size. */
export function readFile(path: string, source: string, language: Language): FileModel {
  return new FileReader(path, treeOf(source), language).run();
}

/** Whether it is no function that stands here, and no global that is one. */
function isUnknownFunction(node: SyntaxNode | undefined, scope: Scope): boolean {
  return node?.kind === SyntaxKind.Symbol
    ? resolve(node.text, scope) !== undefined
    : !isSymbol(node?.firstElement, "\\");
}

class FileReader {
  readonly #scopes: OpenScope[] = [];
  readonly #writes: Write[] = [];
  readonly #reads: Read[] = [];
  readonly #arguments: Argument[] = [];
  readonly #loads: string[] = [];
  readonly #stack: Task[] = [];
  /** Names last bound to a handle that is complete from the start, with the scope of that. */
  readonly #complete = new Map<string, Scope>();
  #hasUnknownLoad = false;

  constructor(
    readonly path: string,
    readonly tree: SyntaxTree,
    readonly language: Language,
  ) {}

  run(): FileModel {
    const { root, diagnostics, source } = this.tree;
    const isReadable = errorsFor(this.language.dialect, diagnostics).length === 0;
    const scope = this.#openScope("global", root.span, "the file", undefined, undefined);
    const place: Place = { scope, branch: root.span, asked: "nothing" };
    if (isReadable) {
      this.#pushAll(root.elements, place);
      for (let task = this.#stack.pop(); task !== undefined; task = this.#stack.pop()) {
        this.#visit(task);
      }
    } else {
      this.#readLoadsOnly(root.elements);
    }
    return {
      path: this.path,
      lines: new LineIndex(source),
      source,
      isReadable,
      scopes: this.#scopes,
      writes: this.#writes,
      reads: this.#reads,
      arguments: this.#arguments,
      loads: this.#loads,
      hasUnknownLoad: this.#hasUnknownLoad,
      isScript: this.#reads.some(
        ({ name, role, scope: at }) => role === "head" && at === scope && RUNS.has(name),
      ),
    };
  }

  #openScope(
    kind: Scope["kind"],
    span: Span,
    label: string,
    outer: OpenScope | undefined,
    parent: OpenScope | undefined,
    made: Partial<Made> = {},
  ): OpenScope {
    const { entry, parameters = [], name = "", globalName, evaluatedBy } = made;
    const scope: OpenScope = {
      id: this.#scopes.length,
      kind,
      parent,
      outer,
      span,
      label,
      parameters,
      isVariadic: made.isVariadic ?? false,
      returnsFunction: made.returnsFunction ?? false,
      binds: new Set(parameters),
      evaluatedBy,
      entry,
      name,
      globalName,
      isTakenApart: false,
      evaluates: false,
      callsNameless: false,
    };
    this.#scopes.push(scope);
    return scope;
  }

  // Tasks are taken from the end of the stack, so they are pushed last first.

  #pushAll(nodes: readonly SyntaxNode[], place: Place): void {
    for (const node of nodes.toReversed()) {
      this.#push(node, place);
    }
  }

  /** What runs one after the other: the last one's value is that of the whole. */
  #pushSteps(nodes: readonly SyntaxNode[], place: Place, asked: Write["asked"]): void {
    const { scope, branch } = place;
    const step = { scope, branch, asked };
    for (let at = nodes.length - 1; at >= 0; at--) {
      this.#push(nodes[at] as SyntaxNode, at === nodes.length - 1 ? place : step);
    }
  }

  /** Numbers and strings mean nothing here; a task for each would be half of all tasks. */
  #push(node: SyntaxNode, place: Place, more: Meaning = PLAIN): void {
    const { kind } = node;
    if (kind === SyntaxKind.Number || kind === SyntaxKind.String) {
      return;
    }
    this.#stack.push({
      scope: place.scope,
      branch: place.branch,
      asked: place.asked,
      node,
      mode: more.mode ?? "code",
      role: more.role ?? "value",
      entry: more.entry,
      name: more.name ?? "",
      isGlobal: more.isGlobal ?? false,
    });
  }

  #visit(task: Task): void {
    const { node, mode } = task;
    switch (node.kind) {
      case SyntaxKind.Symbol:
        this.#readName(
          node,
          task.scope,
          mode === "data" || mode === "template" ? "quoted" : task.role,
          task.entry,
          node.end,
        );
        break;
      case SyntaxKind.List:
      case SyntaxKind.QExpr:
        this.#visitBrackets(task);
        break;
      case SyntaxKind.Prefixed:
        this.#visitPrefixed(task);
        break;
      default:
    }
  }

  #readName(
    node: SyntaxNode,
    scope: Scope,
    role: Read["role"],
    entry: Entry | undefined,
    callEnd: number,
  ): void {
    const name = node.text;
    const isCore = CORE_NAMES.has(name) && !this.language.dialect.removedNames.has(name);
    if (name.startsWith(":") || (isCore && role !== "callback")) {
      return;
    }
    this.#reads.push({ name, scope, span: node.span, role, entry, callEnd });
  }

  #visitBrackets(task: Task): void {
    const { node, mode } = task;
    const isCode = mode === "expression" || (mode === "code" && node.kind === SyntaxKind.List);
    if (isCode) {
      this.#visitForm(task, node.elements);
      return;
    }
    const inner = mode === "template" ? "template" : "data";
    if (inner === "template" && this.#visitUnquote(task)) {
      return;
    }
    for (const element of node.elements.toReversed()) {
      this.#push(element, task, { mode: inner });
    }
  }

  /** `(unquote x)` and `(unquote-splicing x)` in a template are code. */
  #visitUnquote(task: Task): boolean {
    const [head, ...rest] = task.node.elements;
    if (!isSymbol(head, "unquote") && !isSymbol(head, "unquote-splicing")) {
      return false;
    }
    this.#pushAll(rest, used(task));
    return true;
  }

  #visitPrefixed(task: Task): void {
    const mark = task.node.firstChild?.kind;
    const datum = task.node.elements[0];
    if (datum === undefined) {
      return;
    }
    const place = used(task);
    if (mark === SyntaxKind.QuasiquoteMark) {
      this.#push(datum, place, { mode: "template" });
    } else if (mark === SyntaxKind.QuoteMark || task.mode === "data") {
      this.#push(datum, place, { mode: "data" });
    } else {
      this.#push(datum, place);
    }
  }

  #visitForm(task: Task, elements: readonly SyntaxNode[]): void {
    const [head, ...args] = elements;
    if (head === undefined) {
      return;
    }
    if (head.kind !== SyntaxKind.Symbol) {
      if (args.length > 0 && !isSymbol(head.firstElement, "\\")) {
        task.scope.callsNameless = true;
      }
      this.#pushAll(elements, elements.length === 1 ? task : used(task));
      return;
    }
    const name = head.text;
    this.#readHead(task, head, args.length > 0 || task.mode === "code");
    switch (name) {
      case "def":
      case "=":
        this.#visitAssignment(task, name, head, args);
        break;
      case "fun":
        this.#visitFun(task, head, args);
        break;
      case "\\":
        this.#visitLambda(task, args);
        break;
      case "do":
        this.#pushSteps(args, task, "nothing");
        break;
      case "quote":
        this.#pushData(args, task, "data");
        break;
      case "quasiquote":
        this.#pushData(args, task, "template");
        break;
      default:
        this.#visitCall(task, name, args);
    }
  }

  /** In a callback's place `(f x)` calls `f` now, and what `f` makes runs on the event loop. */
  #readHead({ node, scope, role, entry }: Task, head: SyntaxNode, isCall: boolean): void {
    if (role === "callback" && entry !== undefined && !isSymbol(head, "\\")) {
      const given: Entry = { ...entry, runs: entry.runs === "now" ? "now" : "either" };
      this.#readName(head, scope, "callback", given, node.end);
    } else if (isCall) {
      this.#readName(head, scope, "head", undefined, node.end);
    } else {
      this.#readName(head, scope, role, entry, node.end);
    }
  }

  #pushData(nodes: readonly SyntaxNode[], place: Place, mode: "data" | "template"): void {
    for (const node of nodes.toReversed()) {
      this.#push(node, place, { mode });
    }
  }

  #visitAssignment(
    task: Task,
    how: "def" | "=",
    head: SyntaxNode,
    args: readonly SyntaxNode[],
  ): void {
    const [list, ...values] = args;
    if (list === undefined || !isNameList(list)) {
      task.scope.evaluates = true;
      this.#pushAll(args, used(task));
      return;
    }
    const names = list.elements.filter(({ kind }) => kind === SyntaxKind.Symbol);
    for (const [at, name] of names.entries()) {
      this.#write(task, how, head, name, names.length, values[at]);
    }
    for (let at = values.length - 1; at >= 0; at--) {
      this.#push(values[at] as SyntaxNode, used(task), {
        name: names[at]?.text ?? "",
        isGlobal: how === "def" || task.scope.kind === "global",
      });
    }
  }

  #write(
    { node, scope, branch, asked }: Task,
    how: Write["how"],
    head: SyntaxNode,
    name: SyntaxNode,
    count: number,
    value: SyntaxNode | undefined,
  ): void {
    if (how === "=" && scope.kind !== "global") {
      scope.binds.add(name.text);
    }
    if (isCompleteHandle(value)) {
      this.#complete.set(name.text, scope);
    } else {
      this.#complete.delete(name.text);
    }
    this.#writes.push({
      name: name.text,
      how,
      scope,
      span: name.span,
      form: node.span,
      head: head.span,
      count,
      value: value?.span,
      valueKind: how === "fun" ? "function" : valueKindOf(value),
      branch,
      asked,
    });
  }

  #visitFun(task: Task, head: SyntaxNode, args: readonly SyntaxNode[]): void {
    const [list, body] = args;
    const [name, ...parameters] = list && isNameList(list) ? list.elements : [];
    if (name === undefined || body === undefined) {
      this.#pushAll(args, used(task));
      return;
    }
    this.#write(task, "fun", head, name, 1, body);
    const label = `function ${name.text}`;
    const made = this.#openScope("function", body.span, label, task.scope, this.#global, {
      parameters: namesIn(parameters),
      isVariadic: parameters.some((node) => isSymbol(node, "&")),
      returnsFunction: endsInLambda(body),
      name: name.text,
      globalName: name.text,
    });
    this.#pushBody(body, made);
  }

  get #global(): OpenScope {
    return this.#scopes[0] as OpenScope;
  }

  #visitLambda(task: Task, args: readonly SyntaxNode[]): void {
    const [list, body] = args;
    if (list === undefined || !isNameList(list) || body === undefined) {
      this.#pushAll(args, used(task));
      return;
    }
    const { entry, name, isGlobal, scope } = task;
    const label = entry ? `callback of ${entry.call}` : name ? `function ${name}` : "a function";
    const parameters = namesIn(list.elements);
    const made = this.#openScope("function", body.span, label, scope, scope, {
      entry,
      parameters,
      isVariadic: list.elements.length > parameters.length,
      returnsFunction: endsInLambda(body),
      name,
      globalName: isGlobal ? name : undefined,
    });
    this.#pushBody(body, made);
  }

  /** A body that begins with brackets is a sequence, which an error ends; any other is one expression. */
  #pushBody(body: SyntaxNode, scope: OpenScope): void {
    const place: Place = { scope, branch: body.span, asked: "value" };
    const first = body.kind === SyntaxKind.QExpr ? body.firstElement : undefined;
    if (first !== undefined && first.kind !== SyntaxKind.Symbol) {
      this.#pushSteps(body.elements, place, "error");
    } else {
      this.#push(body, place, { mode: body.kind === SyntaxKind.QExpr ? "expression" : "code" });
    }
  }

  #visitCall(task: Task, name: string, args: readonly SyntaxNode[]): void {
    if (name === "load") {
      this.#readLoad(args[0]);
    }
    if (name === "read") {
      task.scope.evaluates = true;
    }
    if (this.language.dialect.callingFirst.has(name) && isUnknownFunction(args[0], task.scope)) {
      task.scope.callsNameless = true;
    }
    const shape = this.#shapeOf(task.scope, name, args);
    const place = used(task);
    for (let at = args.length - 1; at >= 0; at--) {
      this.#visitArgument(task, name, shape, at, args[at] as SyntaxNode, place);
    }
    if (shape === PLAIN_CALL) {
      this.#recordArguments(task.scope, name, args);
    }
  }

  /** A continuation of a handle that is complete already runs at once, here and nowhere else. */
  #shapeOf(scope: Scope, name: string, args: readonly SyntaxNode[]): CallShape {
    const shape = this.language.shapes.get(name) ?? PLAIN_CALL;
    const [handle] = args;
    const runsNow =
      continuesHandle(shape) &&
      (isCompleteHandle(handle) ||
        (handle?.kind === SyntaxKind.Symbol && this.#complete.get(handle.text) === scope));
    return runsNow ? RUNS_NOW : shape;
  }

  /** Of a file that cannot be read to its end only this is known: it may use whatever the files that it loads bind. */
  #readLoadsOnly(forms: readonly SyntaxNode[]): void {
    for (const [head, argument] of forms.map(({ elements }) => elements)) {
      if (isSymbol(head, "load")) {
        this.#readLoad(argument);
      }
    }
  }

  #readLoad(argument: SyntaxNode | undefined): void {
    const literal = argument?.kind === SyntaxKind.String ? decodeString(argument.text) : undefined;
    const path = literal === undefined ? undefined : normalizePath(literal);
    if (path === undefined) {
      this.#hasUnknownLoad = true;
    } else {
      this.#loads.push(path);
    }
  }

  #recordArguments(scope: Scope, callee: string, args: readonly SyntaxNode[]): void {
    for (const [position, { kind, text, span, firstElement }] of args.entries()) {
      const found: Argument["kind"] | undefined =
        kind === SyntaxKind.Symbol
          ? "symbol"
          : kind === SyntaxKind.QExpr
            ? "quoted"
            : isSymbol(firstElement, "\\")
              ? "function"
              : undefined;
      if (found !== undefined) {
        const name = found === "symbol" ? text : "";
        this.#arguments.push({ callee, position, scope, span, kind: found, name });
      }
    }
  }

  #visitArgument(
    task: Task,
    call: string,
    shape: CallShape,
    position: number,
    node: SyntaxNode,
    place: Place,
  ): void {
    const role = roleAt(shape, position);
    if (role === "callback") {
      const entry = entryOf(call, shape, shape.runs);
      this.#push(node, place, { role: "callback", entry });
    } else if (role === "code") {
      this.#push(node, place);
    } else if (node.kind !== SyntaxKind.QExpr) {
      this.#visitUnquoted(call, role, node, place);
    } else if (role === "chain") {
      this.#pushChain(entryOf(call, shape, "either"), node, place);
    } else {
      this.#visitQuoted(task, call, role, node, place);
    }
  }

  /** A q-expression in a place whose q-expressions are evaluated. */
  #visitQuoted(task: Task, call: string, role: ArgumentRole, node: SyntaxNode, place: Place): void {
    switch (role) {
      case "clause":
        this.#visitClause(task, node);
        break;
      case "body":
        this.#pushScope("body", node, bodyLabel(call), place, this.#global, {
          evaluatedBy: TEST_BODIES.has(call) ? undefined : call,
        });
        break;
      case "scope":
        this.#pushScope("function", node, `body of ${call}`, place, this.#global);
        break;
      default: {
        const branch = call === "eval" ? place.branch : node.span;
        const asked = call === "if" ? task.asked : "value";
        this.#push(node, { scope: task.scope, branch, asked }, { mode: "expression" });
      }
    }
  }

  /** Anything else in such a place: its value is evaluated, and what that is cannot be read off. */
  #visitUnquoted(call: string, role: ArgumentRole, node: SyntaxNode, place: Place): void {
    const isEvaluated = role === "body" || call === "eval";
    if (isEvaluated && node.kind !== SyntaxKind.Symbol) {
      place.scope.evaluates = true;
    }
    const branch = role === "branch" && call !== "eval" ? node.span : place.branch;
    const { scope, asked } = place;
    this.#push(node, { scope, branch, asked }, isEvaluated ? { role: "evaluated" } : {});
  }

  #visitClause(task: Task, clause: SyntaxNode): void {
    const [condition, result] = clause.elements;
    const { scope, asked } = task;
    if (result !== undefined) {
      this.#push(
        result,
        { scope, branch: clause.span, asked },
        { mode: result.kind === SyntaxKind.QExpr ? "expression" : "code" },
      );
    }
    if (condition !== undefined) {
      this.#push(condition, { scope, branch: clause.span, asked: "value" });
    }
  }

  #pushScope(
    kind: "body" | "function",
    node: SyntaxNode,
    label: string,
    place: Place,
    parent: OpenScope,
    made: Partial<Made> = {},
  ): OpenScope {
    const scope = this.#openScope(kind, node.span, label, place.scope, parent, made);
    this.#push(node, { scope, branch: node.span, asked: "value" }, { mode: "expression" });
    return scope;
  }

  #pushChain(entry: Entry, node: SyntaxNode, place: Place): void {
    const label = `callback of ${entry.call}`;
    const scope = this.#pushScope("function", node, label, place, place.scope, { entry });
    scope.isTakenApart = true;
  }
}

function entryOf(call: string, { isOnce = false }: CallShape, runs: WhenCalled): Entry {
  return { call, runs, isOnce };
}

/** The same place for an element whose value is used. */
function used({ scope, branch }: Place): Place {
  return { scope, branch, asked: "value" };
}

function bodyLabel(call: string): string {
  return call.startsWith("test") ? "test body" : `body of ${call}`;
}
