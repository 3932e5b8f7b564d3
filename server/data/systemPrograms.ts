/** Programs and packages of distributions, and what they are to a build. */

/** Debian and Alpine packages that compile native modules and are of no use afterwards. */
export const buildTools: ReadonlySet<string> = new Set(
  (
    "build-essential gcc g++ make cmake python3 python python2 python-is-python3 git build-base libc-dev musl-dev " +
    "linux-headers autoconf automake libtool pkg-config pkgconfig"
  ).split(" "),
);

/** Packages that programs use when they run, and that no install of packages for Node.js asks for. */
export const runtimePackages: ReadonlySet<string> = new Set(
  (
    "dumb-init tini catatonit su-exec gosu tzdata ca-certificates curl wget ffmpeg imagemagick graphicsmagick ghostscript " +
    "poppler-utils pandoc libreoffice chromium chromium-browser firefox-esr font-noto fontconfig ttf-freefont fonts-liberation " +
    "nginx supervisor cron logrotate netcat-openbsd iputils-ping procps htop vim nano less jq postgresql-client mysql-client " +
    "default-mysql-client mariadb-client redis-tools redis sqlite3 sqlite openssh-client rsync unzip zip"
  ).split(" "),
);

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

/** What the program of a Go project may need to be built, and has no use for: nonroot images have certificates and time zones. */
export const goTools: ReadonlySet<string> = new Set(
  "git make ca-certificates tzdata openssh-client bash curl".split(" "),
);

/** What Python's slim images have, and what packages of Python put on the PATH. */
export const pythonPrograms: ReadonlySet<string> = new Set(
  (
    "python gunicorn uvicorn hypercorn daphne waitress-serve flask fastapi django-admin celery streamlit sanic granian alembic " +
    "dramatiq rq quart exit true test [ echo cd mkdir install chown chmod touch useradd groupadd adduser addgroup"
  ).split(" "),
);
