/** What programs and packages are to a build, by their names. */

/** Tools that build into the folder of a Node project. */
export const buildPrograms: ReadonlySet<string> = new Set(
  (
    "npx bunx tsc tsc-alias nest next nuxt nuxi vite webpack rollup esbuild tsup swc babel ncc turbo nx lerna rimraf " +
    "prisma ng astro remix gulp grunt parcel svelte-kit react-router"
  ).split(" "),
);

/** Debian and Alpine packages that compile native modules and are of no use afterwards. */
export const buildTools: ReadonlySet<string> = new Set(
  (
    "build-essential gcc g++ make cmake python3 python python2 python-is-python3 git build-base libc-dev musl-dev " +
    "linux-headers autoconf automake libtool pkg-config pkgconfig"
  ).split(" "),
);

/** Where packages of the distributions put the inits. */
export const initPaths: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "apt-get": { "dumb-init": "/usr/bin/dumb-init", tini: "/usr/bin/tini" },
  apk: { "dumb-init": "/usr/bin/dumb-init", tini: "/sbin/tini" },
};

/** Accounts, owners and folders: what the stage that ships needs as well. */
export const systemCommands: Readonly<Record<string, "account" | "owner" | "mode" | "folder" | "idle">> = {
  useradd: "account",
  adduser: "account",
  groupadd: "account",
  addgroup: "account",
  usermod: "account",
  groupmod: "account",
  chown: "owner",
  chmod: "mode",
  mkdir: "folder",
  install: "folder",
  true: "idle",
  set: "idle",
  echo: "idle",
};

/** Programs that only touch what they are given. */
export const fileCommands: ReadonlySet<string> = new Set(
  "rm cp mv mkdir touch ls cat sed find test echo true cd".split(" "),
);

/** Packages of npm whose programs only send files. */
export const serverPackages: ReadonlySet<string> = new Set(["serve", "http-server"]);

/** What the program of a Go project may need to be built, and has no use for: nonroot images have certificates and time zones. */
export const goTools: ReadonlySet<string> = new Set(
  "git make ca-certificates tzdata openssh-client bash curl".split(" "),
);

/** What Python's slim images have, and what packages of Python put on the PATH. */
export const pythonPrograms: ReadonlySet<string> = new Set(
  (
    "python gunicorn uvicorn hypercorn daphne waitress-serve flask fastapi django-admin celery streamlit sanic granian alembic " +
    "dramatiq rq quart exit true test [ echo cd mkdir chown chmod touch useradd groupadd adduser addgroup"
  ).split(" "),
);
