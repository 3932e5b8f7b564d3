-- Drives Neovim 0.7 or later without a screen, and writes down what became of a Dockerfile: see neovim.test.ts.
local node, server, file, out = vim.env.DRYDOCK_NODE, vim.env.DRYDOCK_SERVER, vim.env.DRYDOCK_FILE, vim.env.DRYDOCK_OUT
local seen = {}
local function note(key, value) seen[key] = value end
vim.o.swapfile = false
vim.lsp.handlers["window/showMessage"] = function(_, result) note("message", result.message) end
vim.cmd("edit " .. file)
local buffer = vim.api.nvim_get_current_buf()
vim.bo[buffer].filetype = "dockerfile"
local id = vim.lsp.start_client({ name = "drydock", cmd = { node, server, "lsp", "--stdio" }, root_dir = vim.fn.fnamemodify(file, ":h") })
vim.lsp.buf_attach_client(buffer, id)
local client = vim.lsp.get_client_by_id(id)
local function text() return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") end
local function wait(what, condition)
  if not vim.wait(30000, condition, 20) then note("late", what) end
end
local function codes()
  return vim.tbl_map(function(it) return it.user_data and it.user_data.lsp.code or "" end, vim.diagnostic.get(buffer))
end
local function ask(method, params)
  local answer = client.request_sync(method, params, 30000, buffer)
  if answer and answer.err then note("error", answer.err) end
  return answer and answer.result
end
wait("diagnostics", function() return #codes() > 0 end)
note("codes", codes())
local document = { uri = vim.uri_from_bufnr(buffer) }
local hover = ask("textDocument/hover", { textDocument = document, position = { line = 4, character = 6 } })
note("hover", hover and hover.contents or "none")
local all = { start = { line = 0, character = 0 }, ["end"] = { line = 99, character = 0 } }
local actions = ask("textDocument/codeAction", { textDocument = document, range = all, context = { diagnostics = {} } })
note("actions", vim.tbl_map(function(it) return it.title end, actions or {}))
for _, action in ipairs(actions or {}) do
  if action.edit and vim.startswith(action.title, "Write ENV") then
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    break
  end
end
note("fixed", text())
vim.o.undolevels = vim.o.undolevels
local before = text()
vim.lsp.buf.execute_command({ command = "drydock.harden", arguments = { document.uri } })
wait("hardening", function() return text() ~= before end)
wait("message", function() return seen.message ~= nil end)
note("hardened", text())
note("ignore", vim.api.nvim_buf_get_lines(vim.fn.bufadd(vim.fn.fnamemodify(file, ":h") .. "/.dockerignore"), 0, -1, false))
vim.api.nvim_set_current_buf(buffer)
vim.cmd("undo")
note("undone", text())
local handle = io.open(out, "w")
handle:write(vim.fn.json_encode(seen))
handle:close()
vim.cmd("qall!")
