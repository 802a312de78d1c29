// The life of a server, as the protocol orders it: `initialize` comes first and once, and nothing but
// `exit` behind `shutdown`. Invariant: a request out of turn is answered, and nobody else hears of it.
// Made with the connection, whose messages all come by here.

import {
  ErrorCodes,
  Message,
  type MessageStrategy,
  type RequestMessage,
  type ResponseMessage,
} from "vscode-languageserver";

type Stage = "new" | "running" | "shut";

/** Hands on what is in turn. `answer` sends what refuses a request. */
export function orderedMessages(answer: (response: ResponseMessage) => void): MessageStrategy {
  let stage: Stage = "new";
  return {
    handleMessage(message, next) {
      if (Message.isRequest(message)) {
        const error = refusalOf(message, stage);
        if (error !== undefined) {
          answer({ jsonrpc: message.jsonrpc, id: message.id, error });
          return undefined;
        }
        stage = STAGES.get(message.method) ?? stage;
      } else if (
        Message.isNotification(message) &&
        stage !== "running" &&
        message.method !== "exit"
      ) {
        return undefined;
      }
      return next(message);
    },
  };
}

/** Where a request leads that is in turn. */
const STAGES: ReadonlyMap<string, Stage> = new Map([
  ["initialize", "running"],
  ["shutdown", "shut"],
]);

/** Why a request must not be followed; undefined where it is in turn. */
function refusalOf({ method }: RequestMessage, stage: Stage): ResponseMessage["error"] {
  if (stage === "shut") {
    return { code: ErrorCodes.InvalidRequest, message: `${method} comes after shutdown` };
  }
  if (stage === "new" && method !== "initialize") {
    return { code: ErrorCodes.ServerNotInitialized, message: `${method} comes before initialize` };
  }
  return stage === "running" && method === "initialize"
    ? { code: ErrorCodes.InvalidRequest, message: "the server is initialized already" }
    : undefined;
}
