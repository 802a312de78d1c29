-- Starts `valk-codemod lsp` for Valk files, shows its explanations in a split, and asks for the reason of
-- a suppression. For Neovim 0.7 and newer:
--
--   require("valk-codemod").setup({ cmd = { "valk-codemod", "lsp" }, beside_valk = false })

local M = {}

local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ":h")
  for _, mark in ipairs({ "valk-codemod.config.json", ".git" }) do
    local file = vim.fn.findfile(mark, folder .. ";")
    local found = file ~= "" and file or vim.fn.finddir(mark, folder .. ";")
    if found ~= "" then
      return vim.fn.fnamemodify(found, ":p:h" .. (mark == ".git" and file == "" and ":h" or ""))
    end
  end
  return folder
end

local function show(text)
  vim.cmd("new")
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(text, "\n"))
  vim.bo.buftype = "nofile"
  vim.bo.bufhidden = "wipe"
  vim.bo.modifiable = false
end

-- Commands of actions are called here, in place of the server.
local function explain(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  client.request("workspace/executeCommand", command, function(err, text)
    if err then
      vim.notify(err.message, vim.log.levels.ERROR)
    else
      show(text)
    end
  end, context.bufnr)
end

local function ask_reason(command)
  local uri, place = command.arguments[1], command.arguments[2]
  vim.ui.input({ prompt = "Why is it all right? " }, function(reason)
    if reason and reason ~= "" then
      local buffer = vim.uri_to_bufnr(uri)
      local line = vim.api.nvim_buf_get_lines(buffer, place.line, place.line + 1, false)[1] or ""
      local column = vim.str_byteindex(line, place.character, true)
      vim.api.nvim_buf_set_text(buffer, place.line, column, place.line, column, { reason })
    end
  end)
end

local clients = {}

local function attach(buffer, options)
  local root = root_of(vim.api.nvim_buf_get_name(buffer))
  local config = {
    name = "valk-codemod",
    cmd = options.cmd or { "valk-codemod", "lsp" },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    init_options = {
      besideValk = options.beside_valk == true,
      showsExplanations = true,
      asksReason = true,
    },
  }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  local id = clients[root]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[root] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

function M.setup(options)
  options = options or {}
  vim.lsp.commands["valk-codemod.explain"] = explain
  vim.lsp.commands["valk-codemod.askReason"] = ask_reason
  vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, {
    pattern = "*.valk",
    callback = function(event)
      vim.bo[event.buf].filetype = "valk"
      attach(event.buf, options)
    end,
  })
end

return M
