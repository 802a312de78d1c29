// The status for tools, version 1: everything that the text says, and all paths.

import { unseenAsJson } from "../../project/unseen.js";
import { percentOf } from "../../status/tally.js";
import { createJsonStream } from "../json-stream.js";
import type { FormatStatus } from "./report.js";

/** One JSON object, a folder a line; `percent` is null where there are no tests. */
export const formatStatusJson: FormatStatus = (data) => {
  const { toolVersion, root, status, module, since } = data;
  const unseen = data.unseen && unseenAsJson(data.unseen);
  const { total, folders, ...rest } = status;
  const parts: string[] = [];
  const tool = { name: "valk-codemod", version: toolVersion };
  const stream = createJsonStream(
    (text) => parts.push(text),
    {
      version: 1,
      tool,
      root,
      module: module ?? null,
      dialect: { name: data.dialect.dialect.name, reason: data.dialect.reason },
      ...(data.goal && { goal: data.goal }),
      ...(unseen && { unseen }),
    },
    "folders",
  );
  for (const { path, tally } of folders) {
    stream.item({ path, percent: percentOf(tally) ?? null, ...tally });
  }
  stream.end({
    total: { percent: percentOf(total) ?? null, ...total },
    ...rest,
    ...(since && { since: { ref: since.ref, commit: since.commit, ...since.history } }),
  });
  return parts.join("");
};
