import { expect, test } from "vitest";
import { editorCommand, editText } from "../../src/cli/editor.js";
import { shownPath } from "../../src/cli/shown-path.js";

test("the editor is the user's, or what every system has", () => {
  expect(editorCommand("/tmp/a b.valk", { VISUAL: "code --wait", EDITOR: "ed" }, "linux")).toBe(
    "code --wait '/tmp/a b.valk'",
  );
  expect(editorCommand("/tmp/a.valk", { EDITOR: "ed" }, "darwin")).toBe("ed /tmp/a.valk");
  expect(editorCommand("/tmp/a.valk", {}, "linux")).toBe("vi /tmp/a.valk");
  expect(editorCommand("C:\\T mp\\a.valk", {}, "win32")).toBe('notepad "C:\\T mp\\a.valk"');
});

test("the text is what the editor leaves; one that fails is told", async () => {
  const { PATH } = process.env;
  const append = `${process.execPath} -e "fs.appendFileSync(process.argv[1], 'new')"`;
  expect(await editText("old ", "a b.valk", { PATH, EDITOR: append })).toBe("old new");
  await expect(editText("x", "a.valk", { PATH, EDITOR: "exit 3;" })).rejects.toThrow(
    "the editor exit 3; ended with status 3",
  );
});

test("a path is shown from the current folder where it lies below", () => {
  expect(shownPath("/a/b/c", "/a")).toBe("b/c");
  expect(shownPath("/a/..b", "/a")).toBe("..b");
  expect(shownPath("/b", "/a")).toBe("/b");
});
