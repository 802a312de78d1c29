-- Runs in Neovim: opens a file, waits for what is found, looks at actions, and applies one. Writes what it
-- saw as JSON. Arguments by environment: PROGRAM, NODE, EDITOR_FOLDER, FILE, SEEN.

package.path = vim.env.EDITOR_FOLDER .. "/?.lua;" .. package.path
require("valk-codemod").setup({ cmd = { vim.env.NODE, vim.env.PROGRAM, "lsp" } })
vim.cmd("edit " .. vim.env.FILE)

local function codes()
  return vim.tbl_map(function(one)
    return one.code .. ":" .. one.lnum + 1
  end, vim.diagnostic.get(0))
end

local function wait(check)
  return vim.wait(60000, check, 50)
end

local function actions()
  local params = vim.lsp.util.make_given_range_params({ 1, 0 }, { vim.fn.line("$"), 0 })
  params.context = { diagnostics = {} }
  local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 60000) or {}
  local _, answer = next(answers)
  return answer and answer.result or {}
end

local function action(title)
  local found
  wait(function()
    for _, one in ipairs(actions()) do
      found = one.title == title and one or found
    end
    return found
  end)
  return found
end

local seen = {}
wait(function()
  return vim.tbl_contains(codes(), "mutation:7") or vim.tbl_contains(codes(), "leak:7")
end)
seen.found = codes()
-- Typed as a person does: through the buffer, with its own client telling the server.
vim.api.nvim_buf_set_lines(0, 0, 0, false, { "; first" })
wait(function()
  return vim.tbl_contains(codes(), "leak:8")
end)
seen.moved = codes()
local chosen = action("Migrate the tests of this file")
local _, answer = next(vim.lsp.buf_request_sync(0, "codeAction/resolve", chosen, 60000))
local client = vim.lsp.get_client_by_id(next(vim.lsp.buf_get_clients(0)))
vim.lsp.util.apply_workspace_edit(answer.result.edit, client.offset_encoding)
seen.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"
-- The explanation in a split, by the command of the action.
for _, one in ipairs(actions()) do
  if one.command and one.command.command == "valk-codemod.explain" then
    vim.lsp.commands[one.command.command](one.command, { client_id = client.id, bufnr = 0 })
    break
  end
end
local file = io.open(vim.env.SEEN, "w")
file:write(vim.fn.json_encode(seen))
file:close()
vim.cmd("qall!")
