// Made-up HTTP responses, which tests use in place of a network: `http2/mock-response` and what
// reads it; and requests, which nobody sends (src/parser.c, commit 755536a). The headers come
// back in reverse order, as there.

import { type Builtin, Kind, type Ref, type Value } from "../model.js";
import { count, elements, isStr, list, NIL } from "../values.js";
import { mismatch, pure, raise, type Site, wrongCount, wrongKind } from "./check.js";

export const RESPONSES: readonly Builtin[] = [
  pure("http2/mock-response", Kind.Reference | Kind.Error, mock),
  part("http2/response-status", 0, [
    "4182:valk_builtin_http2_response_status",
    "4183:valk_builtin_http2_response_status",
    "4185:valk_builtin_http2_response_status",
  ]),
  part("http2/response-body", 1, [
    "4167:valk_builtin_http2_response_body",
    "4168:valk_builtin_http2_response_body",
    "4170:valk_builtin_http2_response_body",
  ]),
  part("http2/response-headers", 2, [
    "4195:valk_builtin_http2_response_headers",
    "4196:valk_builtin_http2_response_headers",
    "4198:valk_builtin_http2_response_headers",
  ]),
  pure("http2/request", Kind.Reference | Kind.Error, request),
  pure("http2/request-add-header", Kind.Nil | Kind.Error, addHeader),
];

function mock(args: readonly Value[]): Value {
  const [status, body, headers = NIL] = args;
  if (status === undefined || body === undefined || args.length > 3) {
    return raise(
      "4240:valk_builtin_http2_mock_response",
      "http2/mock-response expects 2 or 3 arguments (status body [headers])",
    );
  }
  const wrong =
    wrongKind(status, [Kind.String], "4241:valk_builtin_http2_mock_response") ??
    wrongKind(body, [Kind.String], "4242:valk_builtin_http2_mock_response");
  return wrong ?? reference("success", [status, body, list(pairsOf(headers).reverse())]);
}

/** Headers with a name and a value, both strings; all others are passed over. */
function pairsOf(headers: Value): Value[] {
  return elements(headers)
    .filter((pair) => count(pair) >= 2 && elements(pair).slice(0, 2).every(isStr))
    .map((pair) => list(elements(pair).slice(0, 2)));
}

function reference(type: string, values: unknown[]): Ref {
  return { kind: "ref", type, store: { values, blurs: true } };
}

function part(name: string, slot: number, sites: readonly [Site, Site, Site]): Builtin {
  const [counted, kind, type] = sites;
  return pure(name, Kind.Any, (args) => {
    const [response] = args;
    const wrong = wrongCount(args, 1, counted) ?? wrongKind(response, [Kind.Reference], kind);
    if (wrong !== undefined) {
      return wrong;
    }
    const { type: found, store } = response as Ref;
    return found === "success"
      ? (store.values[slot] as Value)
      : raise(type, "Argument must be a success ref holding a response");
  });
}

function request(args: readonly Value[]): Value {
  const wrong = mismatch(args, "4077:valk_builtin_http2_request", [
    ["4078:valk_builtin_http2_request", Kind.String],
    ["4079:valk_builtin_http2_request", Kind.String],
    ["4080:valk_builtin_http2_request", Kind.String],
    ["4081:valk_builtin_http2_request", Kind.String],
  ]);
  return wrong ?? reference("http2_request", []);
}

function addHeader(args: readonly Value[]): Value {
  const [target] = args;
  const wrong =
    wrongCount(args, 3, "4132:valk_builtin_http2_request_add_header") ??
    wrongKind(target, [Kind.Reference], "4133:valk_builtin_http2_request_add_header");
  if (wrong !== undefined) {
    return wrong;
  }
  const { type } = target as Ref;
  if (type !== "http2_request") {
    const message = `First arg must be http2_request ref, got ${type}`;
    return raise("4137:valk_builtin_http2_request_add_header", message);
  }
  return (
    wrongKind(args[1], [Kind.String], "4138:valk_builtin_http2_request_add_header") ??
    wrongKind(args[2], [Kind.String], "4139:valk_builtin_http2_request_add_header") ??
    NIL
  );
}
