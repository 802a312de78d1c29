// The step of action.yml that comments on a pull request: one comment for each command, made by the first
// run and edited by the later ones. Says so and succeeds where the workflow may not comment, as it may not on
// a pull request from a fork. Imports only what comes with Node.

import { readFileSync } from "node:fs";
import { runAsScript } from "./host.mjs";

/**
 * @typedef {import("./host.mjs").Host} Host
 * @typedef {{ id: number, body?: string, user?: { login: string, type: string } | null }} Comment
 * @typedef {(method: string, path: string, body?: object) => Promise<Response>} Ask
 */

const PAGE = 100;
/** What says that the token has no right to do this. */
const FORBIDDEN = [401, 403, 404];

/**
 * @param {readonly string[]} _argv
 * @param {Host} host
 */
export async function main(_argv, { env, log }) {
  const number = numberOf(env.GITHUB_EVENT_PATH);
  if (number === undefined) {
    log("::notice title=valk-codemod::this is no pull request: nothing to comment on");
    return 0;
  }
  const text = readFileSync(env.COMMENT ?? "", "utf8");
  const ask = askWith(env);
  const issue = `/repos/${env.GITHUB_REPOSITORY}/issues/${number}/comments`;
  const known = await findComment(text.split("\n", 1)[0] ?? "", issue, ask);
  const { ok, status } =
    known === undefined
      ? await ask("POST", issue, { body: text })
      : await ask("PATCH", `/repos/${env.GITHUB_REPOSITORY}/issues/comments/${known.id}`, {
          body: text,
        });
  if (ok) {
    return 0;
  }
  const isForbidden = FORBIDDEN.includes(status);
  log(
    isForbidden
      ? "::notice title=valk-codemod::no right to comment here: the workflow needs pull-requests: write"
      : `::error title=valk-codemod::the comment could not be written: GitHub answered ${status}`,
  );
  return isForbidden ? 0 : 1;
}

/** @param {string | undefined} eventPath */
function numberOf(eventPath) {
  const event = eventPath ? JSON.parse(readFileSync(eventPath, "utf8")) : {};
  const number = event.pull_request?.number;
  return Number.isSafeInteger(number) ? number : undefined;
}

/**
 * @param {Host["env"]} env
 * @returns {Ask}
 */
function askWith({ GITHUB_API_URL = "https://api.github.com", GITHUB_TOKEN = "" }) {
  return (method, path, body) =>
    fetch(GITHUB_API_URL + path, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${GITHUB_TOKEN}`,
        "content-type": "application/json",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
}

/**
 * The comment of an earlier run: it begins with the same mark, and the workflow wrote it itself.
 * @param {string} mark
 * @param {string} issue
 * @param {Ask} ask
 * @returns {Promise<Comment | undefined>}
 */
async function findComment(mark, issue, ask) {
  const user = await ask("GET", "/user");
  // A workflow's own token stands for no user; its comments are a bot's.
  const login = user.ok ? /** @type {{ login: string }} */ (await user.json()).login : undefined;
  for (let page = 1; ; page++) {
    const answer = await ask("GET", `${issue}?per_page=${PAGE}&page=${page}`);
    const comments = answer.ok ? /** @type {Comment[]} */ (await answer.json()) : [];
    const found = comments.find(
      ({ body = "", user: author }) =>
        body.startsWith(mark) &&
        (login === undefined ? author?.type === "Bot" : author?.login === login),
    );
    if (found !== undefined || comments.length < PAGE) {
      return found;
    }
  }
}

await runAsScript(import.meta.url, main);
