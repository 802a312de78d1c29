// The step that comments, against a server that answers as GitHub does.

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { main } from "../../scripts/action-comment.mjs";
import { makeFolder } from "../temporary-folder.js";
import { createTestHost } from "./test-host.js";

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

const bot = { login: "github-actions[bot]", type: "Bot" };
const somebody = { login: "somebody", type: "User" };

interface Server {
  readonly comments: Comment[];
  /** Whose token it is; undefined for a workflow's own. */
  readonly login?: string;
  /** What writing is answered with, where it is refused. */
  readonly refusal?: number;
}

/** Serves the comments of a pull request and answers where. */
async function serve({ comments, login, refusal }: Server): Promise<string> {
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const { method, url = "" } = request;
    expect(request.headers.authorization).toBe("Bearer t0ken");
    const text = await bodyOf(request);
    if (url === "/user") {
      answer(login === undefined ? 403 : 200, { login });
    } else if (method === "GET") {
      const page = Number(new URL(url, "http://x").searchParams.get("page"));
      answer(200, comments.slice((page - 1) * 100, page * 100));
    } else if (refusal !== undefined) {
      answer(refusal, {});
    } else if (method === "POST") {
      expect(url).toBe("/repos/o/r/issues/7/comments");
      comments.push({ id: comments.length + 1, body: JSON.parse(text).body, user: bot });
      answer(201, {});
    } else {
      const id = /^\/repos\/o\/r\/issues\/comments\/(\d+)$/.exec(url)?.[1];
      const found = comments.find((comment) => comment.id === Number(id));
      if (found !== undefined) {
        found.body = JSON.parse(text).body;
      }
      answer(200, {});
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

async function comment(
  text: string,
  server: Server,
  event: object = { pull_request: { number: 7 } },
) {
  const folder = makeFolder({ "comment.md": text, "event.json": JSON.stringify(event) });
  const host = createTestHost({
    env: {
      COMMENT: join(folder, "comment.md"),
      GITHUB_API_URL: await serve(server),
      GITHUB_EVENT_PATH: join(folder, "event.json"),
      GITHUB_REPOSITORY: "o/r",
      GITHUB_TOKEN: "t0ken",
    },
  });
  return { status: await main([], host), said: host.said };
}

const MARK = "<!-- valk-codemod -->\n";

test("the first run comments, the second edits, and other commands have their own", async () => {
  const comments: Comment[] = [{ id: 1, body: "hello", user: somebody }];
  await comment(`${MARK}one`, { comments });
  await comment(`${MARK}two`, { comments });
  await comment("<!-- valk-codemod lint -->\nthree", { comments });
  expect(comments.map(({ body }) => body)).toEqual([
    "hello",
    `${MARK}two`,
    "<!-- valk-codemod lint -->\nthree",
  ]);
});

test("nobody else's comment is edited, whatever it begins with", async () => {
  const comments: Comment[] = [
    { id: 1, body: `${MARK}forged`, user: somebody },
    { id: 2, body: `${MARK}gone`, user: null },
  ];
  await comment(`${MARK}real`, { comments });
  expect(comments.map(({ body }) => body)).toEqual([`${MARK}forged`, `${MARK}gone`, `${MARK}real`]);
});

test("a person's token edits the comments of that person", async () => {
  const comments: Comment[] = [{ id: 1, body: `${MARK}one`, user: somebody }];
  await comment(`${MARK}two`, { comments, login: "somebody" });
  expect(comments.map(({ body }) => body)).toEqual([`${MARK}two`]);
});

test("the comment is found on a later page", async () => {
  const comments = Array.from({ length: 130 }, (_, at): Comment => {
    return { id: at + 1, body: at === 120 ? `${MARK}old` : "x", user: bot };
  });
  await comment(`${MARK}new`, { comments });
  expect(comments).toHaveLength(130);
  expect(comments[120]?.body).toBe(`${MARK}new`);
});

test("without the right to comment it says so and succeeds; other refusals fail", async () => {
  const forbidden = await comment(MARK, { comments: [], refusal: 403 });
  expect(forbidden.status).toBe(0);
  expect(forbidden.said.join()).toMatch(/^::notice .*needs pull-requests: write$/);
  const broken = await comment(MARK, { comments: [], refusal: 500 });
  expect(broken.status).toBe(1);
  expect(broken.said.join()).toContain("GitHub answered 500");
});

test("outside a pull request there is nothing to do", async () => {
  const { status, said } = await comment(MARK, { comments: [] }, { ref: "main" });
  expect(status).toBe(0);
  expect(said.join()).toContain("this is no pull request");
  expect(await main([], createTestHost())).toBe(0);
});
