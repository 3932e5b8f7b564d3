/** Calls of uv and poetry in the stage that builds: what they are for, and which options and variables they may have. */

import { deletes } from "../packages/caches";
import { pipInstallOf } from "../packages/pip";
import type { PythonInstall } from "../packages/pythonInstalls";
import { inherited } from "../stage/users";
import { operands, runs } from "../syntax/shell";
import type { Command, Facts, Stage } from "../types";

/** What a command is for in a stage whose project uv or poetry installs. */
export function purposesOfManager(command: Command, program: string): readonly ("install" | "provide" | "cache")[] {
  const { words } = command;
  const text = words.map((word) => word.value ?? word.text).join(" ");
  if (runs(command, "uv sync", "poetry install", "poetry sync")) return ["install"];
  if (isInstallOfManager(command)) return ["provide"];
  if (runs(command, "poetry config")) return ["provide"];
  if (program === "uv" && /^uv venv(?: \.venv)?$/.test(text)) return ["provide"];
  if (/^(?:uv|poetry) (?:--version|self version)$/.test(text)) return ["provide"];
  if (runs(command, "uv cache clean", "uv cache prune", "poetry cache clear", "pip cache purge")) return ["cache"];
  if (deletes(command, caches) || /^rm -\w+ "?\$\{?(?:POETRY|UV|PIP)_CACHE_DIR\}?"?$/.test(text)) return ["cache"];
  return installers.some((form) => form.test(text)) ? ["provide"] : [];
}

const caches = ["/root/.cache", "/root/.cache/pip", "/root/.cache/uv", "/root/.cache/pypoetry", "/tmp/poetry_cache"];

/** Both halves of `curl … | python3 -`. */
const installers: readonly RegExp[] = [
  /^(?:curl|wget) .*https:\/\/(?:install\.python-poetry\.org|astral\.sh\/uv\/)/,
  /^python3? -(?: --?[\w=.-]+){0,4}$/,
  /^(?:sh|bash)(?: -)?$/,
];

/** `pip install poetry==2.1.0`, `pip install --upgrade pip`. */
function isInstallOfManager(command: Command): boolean {
  const call = runs(command, "pipx install") ? command : pipInstallOf(command);
  const names = call ? operands(call).map(({ value, text }) => value ?? text.replace(/^["']|["']$/g, "")) : [];
  return names.length > 0 && names.every((name) => managers.test(name));
}

const managers = /^(?:pip|pipx|setuptools|wheel|uv|poetry|poetry-core|poetry-plugin-[\w-]+|virtualenv)(?:[=<>~!].*)?$/;

/** Why an install may put packages elsewhere or take more than the lock file says, as a clause. */
export function callDoubt({ command, manager: { program, verb } }: PythonInstall): string | undefined {
  const known = options[program] ?? [];
  const words = command.words.slice(1);
  const isValue = (index: number) => withValue.has(words[index - 1]?.value ?? "");
  const other = words.find(({ value }, index) => {
    if (value === undefined) return true;
    return value !== verb && value !== "sync" && !isValue(index) && !known.includes(value.split("=")[0] ?? "");
  });
  return other && `${program} is given ${other.text}`;
}

const withValue: ReadonlySet<string> = new Set(
  "--extra --group --only-group --no-group --only --without --with --extras -E --link-mode --cache-dir".split(" "),
);

/** Those by which packages go where they go without. Source: the command line references. */
const options: Readonly<Record<string, readonly string[]>> = {
  uv: (
    "--frozen --locked --no-dev --no-default-groups --no-install-project --no-install-workspace --no-editable --compile-bytecode " +
    "--no-cache -n --no-cache-dir --cache-dir --extra --all-extras --group --no-group --all-groups --no-progress -q --quiet -v --verbose --no-python-downloads --no-managed-python"
  ).split(" "),
  poetry: (
    "--no-root --only --only-root --without --with --no-dev --sync --compile --no-cache --all-extras --extras -E --all-groups --no-interaction -n " +
    "--no-ansi -q --quiet -v -vv -vvv --remove-untracked"
  ).split(" "),
};

/** Why settings may put packages or Python elsewhere, as a clause. */
export function variableDoubt(stage: Stage, program: string, { contents, files = [] }: Facts): string | undefined {
  const own = inherited(stage);
  const set = own.flatMap(({ assignments }) =>
    assignments.map(({ name, value }) => [name.text, value?.value ?? ""] as const),
  );
  const other = set.find(([name, value]) =>
    program === "uv"
      ? /^UV_/.test(name) && !(harmless.test(name) && value !== "symlink" && value !== "only-managed")
      : /^(?:POETRY_VIRTUALENVS_(?!CREATE$|IN_PROJECT$)\w+|VIRTUAL_ENV)$/.test(name) ||
        (name === "POETRY_VIRTUALENVS_IN_PROJECT" && /^(?:false|0)$/.test(value)),
  );
  if (other) return `${other[0]} is set`;
  const inline = own.find(
    ({ keyword, argumentText }) =>
      keyword === "RUN" && /(?:^|[\s;&])(?:UV_(?:PYTHON|PROJECT)\w*|POETRY_VIRTUALENVS\w*)=/.test(argumentText),
  );
  if (inline) return `RUN in line ${inline.line + 1} sets where packages go`;
  if (program !== "poetry") return undefined;
  const settings = files.includes("poetry.toml") ? (contents?.get("poetry.toml") ?? "create = false") : "";
  if (
    /^[ \t]{0,9}(?:create[ \t]{0,9}=[ \t]{0,9}false|path[ \t]{0,9}=|in-project[ \t]{0,9}=[ \t]{0,9}false|options\.)/m.test(
      settings,
    )
  )
    return "poetry.toml says where packages go";
  const calls = own.flatMap(({ keyword, script }) => (keyword === "RUN" ? (script?.commands ?? []) : []));
  const config = calls.find(
    (command) =>
      runs(command, "poetry config") &&
      !/ (?:virtualenvs\.(?:create|in-project) (?:true|false)|installer\.\S+ \S+|cache-dir \S+|warnings\.\S+ \S+)(?: --local)?$/.test(
        command.words
          .map(({ value }) => value ?? "?")
          .join(" ")
          .replace(/ --(?:local|no-interaction|no-ansi)/g, ""),
      ),
  );
  return config && "poetry is configured in a way that is not known";
}

const harmless =
  /^UV_(?:LINK_MODE|COMPILE_BYTECODE|CACHE_DIR|NO_CACHE|FROZEN|LOCKED|NO_DEV|NO_PROGRESS|PROJECT_ENVIRONMENT|TOOL_BIN_DIR|HTTP_TIMEOUT|SYSTEM_PYTHON|INDEX\w*|DEFAULT_INDEX|EXTRA_INDEX_URL|CONCURRENT_\w+|NO_DEFAULT_GROUPS|PYTHON_DOWNLOADS|PYTHON_PREFERENCE|NO_SYNC|NO_MANAGED_PYTHON|VERSION|NATIVE_TLS|PREVIEW|NO_EDITABLE)$/;
