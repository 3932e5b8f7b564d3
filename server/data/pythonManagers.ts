/** Package managers of Python that install by a lock file. Sources: their command line references. */

export interface PythonManager {
  readonly program: string;
  /** The command that installs the project. */
  readonly verb: string;
  readonly lockfile: string;
  /** The options that make it obey the lock file, the usual one first; none: it does so anyway. */
  readonly frozen: readonly string[];
  /** The options that leave development packages out, the usual one first; none: they are asked for. */
  readonly production: readonly string[];
  /** Variables that stand for one of those options. */
  readonly variables: { readonly frozen: readonly string[]; readonly production: readonly string[] };
  /** What `pyproject.toml` says where there are development packages that come along. */
  readonly development: RegExp | undefined;
}

/** `pdm install` brings the lock file up to date before, `pdm sync` does not. */
const pdm = {
  program: "pdm",
  lockfile: "pdm.lock",
  production: ["--prod", "--production", "--no-default", "--group", "-G"],
  variables: { frozen: ["PDM_FROZEN_LOCKFILE"], production: [] },
  development: /^\[dependency-groups\]\s|^\[tool\.pdm\.dev-dependencies\]\s/m,
};

export const pythonManagers: readonly PythonManager[] = [
  {
    program: "uv",
    verb: "sync",
    lockfile: "uv.lock",
    frozen: ["--frozen", "--locked", "--check"],
    production: ["--no-dev", "--no-default-groups", "--only-group", "--no-group", "--all-groups"],
    variables: { frozen: ["UV_FROZEN", "UV_LOCKED"], production: ["UV_NO_DEV", "UV_NO_DEFAULT_GROUPS"] },
    development:
      /^\[dependency-groups\][^[]*?^[ \t]{0,20}dev[ \t]{0,9}=|^\[tool\.uv\][^[]*?^[ \t]{0,20}dev-dependencies[ \t]{0,9}=/m,
  },
  {
    program: "pipenv",
    verb: "install",
    lockfile: "Pipfile.lock",
    frozen: ["--deploy", "--ignore-pipfile"],
    production: [],
    variables: { frozen: ["PIPENV_DEPLOY"], production: [] },
    development: undefined,
  },
  {
    program: "poetry",
    verb: "install",
    lockfile: "poetry.lock",
    frozen: [],
    production: ["--only main", "--only", "--without", "--no-dev"],
    variables: { frozen: [], production: ["POETRY_WITHOUT", "POETRY_ONLY"] },
    development: /^\[tool\.poetry\.group\.[\w-]{1,50}\.dependencies\]/m,
  },
  { ...pdm, verb: "install", frozen: ["--check", "--frozen-lockfile", "--no-lock"] },
  { ...pdm, verb: "sync", frozen: [] },
];

/** What starts a program in the virtual environment of its project, with the word behind it: `uv run`. */
export const environmentRunners: ReadonlySet<string> = new Set([
  ...pythonManagers.map(({ program }) => program),
  ...["rye", "hatch"],
]);

/** Whether the wheels of a package hold modules that only the version of Python loads which they are made for. */
export function isVersionedPackage(name: string): boolean {
  return versioned.has(name);
}

/** Source: their files on pypi.org, which have no abi3 among their tags. */
const versioned = new Set(
  "grpcio lxml matplotlib numpy orjson pandas pillow psycopg2 psycopg2-binary pydantic pydantic-core scikit-learn scipy uvloop".split(
    " ",
  ),
);
