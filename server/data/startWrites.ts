/** What programs write while a container runs: tools by what they start with, modules by what they are given. */

/** A tool that writes when it starts. Paths are relative to the folder that it works in. */
export interface StartWriter {
  /** Its program. */
  readonly program: string;
  /** The first words behind it with which it does; absent: whatever they are. "" stands for none or an option. */
  readonly verbs?: readonly string[];
  /** Folders in which it makes files, made before or not. */
  readonly folders?: readonly string[];
  /** What a build of the same tool has made, and it writes in every part of. */
  readonly trees?: readonly string[];
  /** It keeps settings or a cache in the home folder of its user. */
  readonly needsHome?: true;
}

const words = (list: string): readonly string[] => list.split(" ");

export const startWriters: readonly StartWriter[] = [
  { program: "nest", verbs: ["start", "build"], folders: ["."], trees: ["dist"] },
  // Its settings are compiled into a file beside them, its cache of dependencies lies in node_modules.
  { program: "vite", folders: [".", "node_modules"], trees: ["node_modules/.vite"] },
  { program: "vite-node", folders: [".", "node_modules"] },
  { program: "vue-cli-service", folders: ["node_modules"], trees: ["node_modules/.cache"] },
  { program: "react-scripts", folders: [".", "node_modules"], trees: ["node_modules/.cache"] },
  { program: "webpack", folders: [".", "node_modules"], trees: ["dist", "node_modules/.cache"] },
  { program: "webpack-dev-server", folders: ["node_modules"], trees: ["node_modules/.cache"] },
  { program: "parcel", folders: ["."], trees: [".parcel-cache", "dist"] },
  { program: "ng", folders: ["."], trees: [".angular", "dist"] },
  // Pages that are made anew, images in other sizes and what is fetched.
  { program: "next", verbs: ["start"], trees: [".next"] },
  { program: "next", verbs: ["", "dev", "build"], folders: ["."], trees: [".next"] },
  { program: "nuxt", verbs: ["", "dev", "build"], folders: [".", "node_modules"], trees: [".nuxt"] },
  { program: "nuxi", verbs: ["", "dev", "build"], folders: [".", "node_modules"], trees: [".nuxt"] },
  { program: "astro", folders: [".", "node_modules"], trees: [".astro", "node_modules/.vite"] },
  { program: "remix", verbs: ["dev", "build", "vite:dev", "vite:build"], folders: [".", "node_modules"] },
  { program: "react-router", verbs: ["dev", "build"], folders: [".", "node_modules"] },
  { program: "gatsby", folders: ["."], trees: [".cache", "public"] },
  // Seen of their releases of 2026: what they have made, their caches and what they compile settings and routes to.
  { program: "eleventy", folders: ["."], trees: ["_site"] },
  { program: "vitepress", folders: ["."], trees: [".vitepress"] },
  { program: "docusaurus", folders: [".", "node_modules"], trees: [".docusaurus", "node_modules/.cache"] },
  {
    program: "quasar",
    verbs: ["dev", "build"],
    folders: [".", "node_modules"],
    trees: [".quasar", "dist", "node_modules/.q-cache"],
  },
  { program: "farm", folders: ["node_modules"], trees: ["dist", "node_modules/.farm"] },
  { program: "expo", folders: ["."], trees: [".expo"] },
  { program: "storybook", folders: ["node_modules"], trees: ["node_modules/.cache"] },
  { program: "svelte-kit", folders: ["."], trees: [".svelte-kit"] },
  {
    program: "strapi",
    folders: words(". database public public/uploads .tmp"),
    trees: words("dist .cache build"),
  },
  { program: "medusa", folders: ["."], trees: [".medusa", "dist"] },
  { program: "directus", folders: words("uploads extensions database") },
  { program: "json-server", folders: ["."] },
  { program: "tsc", folders: ["."], trees: ["dist", "build"] },
  { program: "tsup", folders: ["."], trees: ["dist"] },
  { program: "babel", folders: ["."], trees: ["dist", "build"] },
  { program: "rollup", folders: ["."], trees: ["dist"] },
  { program: "esbuild", folders: ["."], trees: ["dist"] },
  { program: "pm2", needsHome: true },
  { program: "pm2-runtime", needsHome: true },
  { program: "prisma", verbs: ["generate", "migrate", "db"], trees: ["node_modules/@prisma", "node_modules/.prisma"] },

  { program: "celery", verbs: ["beat"], folders: ["."] },
  { program: "streamlit", needsHome: true },
  // Notebooks are kept where it is started.
  ...["jupyter", "jupyter-lab", "jupyter-notebook"].map(
    (program): StartWriter => ({ program, folders: ["."], needsHome: true }),
  ),
  // Without another place, runs and their database lie beside it.
  { program: "mlflow", verbs: ["server", "ui"], folders: ["."] },
  { program: "dagster", verbs: ["dev"], folders: ["."] },
  { program: "airflow", needsHome: true },
  { program: "prefect", needsHome: true },
  { program: "scrapy", verbs: ["crawl", "runspider"], folders: ["."] },
  { program: "pytest", folders: ["."] },
  { program: "coverage", folders: ["."] },
  { program: "pipenv", needsHome: true },
  { program: "poetry", needsHome: true },
  // It brings the virtual environment up to date before it starts anything.
  { program: "uv", verbs: ["run"], folders: ["."], trees: [".venv"], needsHome: true },
  { program: "uv", needsHome: true },
  { program: "pip", verbs: ["install"], needsHome: true },
  { program: "npm", verbs: words("install ci i"), folders: ["."], trees: ["node_modules"] },
  { program: "pnpm", verbs: words("install i"), folders: ["."], trees: ["node_modules"] },
  { program: "yarn", verbs: ["install"], folders: ["."], trees: ["node_modules"] },
  { program: "uvx", needsHome: true },

  // Generators of sites, which serve what they have made before.
  { program: "jekyll", folders: ["."], trees: words("_site .jekyll-cache") },
  { program: "middleman", folders: ["."], trees: ["build"] },
  { program: "nanoc", folders: ["."], trees: words("output tmp") },
  { program: "mkdocs", verbs: words("build gh-deploy"), folders: ["."], trees: ["site"] },
  { program: "sphinx-build", folders: ["."] },
  { program: "sphinx-autobuild", folders: ["."] },

  // What Rails itself gives its user: databases, logs, uploads and the cache.
  { program: "rails", folders: words("db storage"), trees: words("log tmp") },
  { program: "puma", folders: words("log tmp") },
  { program: "unicorn", folders: words("log tmp") },
  { program: "sidekiq", folders: words("log tmp") },
];

interface ShellTwin {
  readonly name?: string;
  readonly options: readonly string[];
  /** Only the last path counts. */
  readonly isLast?: boolean;
}

/**
 * Programs of packages of npm that do as commands of a system do, with the same words behind them, as a whole or by the
 * word that follows: `shx mkdir -p a`.
 */
export const shellTwins: Readonly<Record<string, ShellTwin>> = {
  rimraf: { name: "rm", options: ["-r"] },
  del: { name: "rm", options: ["-r"] },
  "del-cli": { name: "rm", options: ["-r"] },
  mkdirp: { name: "mkdir", options: ["-p"] },
  "make-dir": { name: "mkdir", options: ["-p"] },
  // The folder that they copy into is made where it is missing.
  ...Object.fromEntries(
    words("cpy copyfiles ncp cpx cpx2").map((program) => [program, { name: "mkdir", options: ["-p"], isLast: true }]),
  ),
  shx: { options: [] },
};

/** Programs of packages of npm that are in no other table and write no files: servers, what prints logs, what changes databases, what waits. */
export const readingPrograms: ReadonlySet<string> = new Set([
  ...words("micro probot live-server lite-server local-web-server ws docsify statikk spa-http-server graphql-yoga"),
  ...words("pino-pretty bunyan migrate-mongo db-migrate node-pg-migrate wait-port kill-port is-ci"),
]);

/** What lies below /root, which nobody else may enter, when root calls these; `unless` variables or options lead elsewhere. */
export const rootHomeInstallers: readonly {
  readonly phrases: readonly string[];
  readonly unless: readonly string[];
}[] = [
  {
    phrases: ["pipenv install", "pipenv sync"],
    unless: ["--system", "PIPENV_VENV_IN_PROJECT", "WORKON_HOME", "VIRTUAL_ENV"],
  },
  {
    phrases: ["poetry install"],
    unless: ["POETRY_VIRTUALENVS_IN_PROJECT", "POETRY_VIRTUALENVS_CREATE", "POETRY_VIRTUALENVS_PATH", "VIRTUAL_ENV"],
  },
  { phrases: ["deno cache", "deno install"], unless: ["DENO_DIR"] },
  { phrases: ["playwright install"], unless: ["PLAYWRIGHT_BROWSERS_PATH"] },
  { phrases: ["puppeteer browsers"], unless: ["PUPPETEER_CACHE_DIR"] },
  { phrases: ["uv python"], unless: ["UV_PYTHON_INSTALL_DIR"] },
  { phrases: ["uv tool", "pipx install"], unless: ["UV_TOOL_DIR", "PIPX_HOME"] },
];

/**
 * Packages of npm whose install fetches a browser into ~/.cache, from a major version on; `unless` variables or a file of
 * `settings` lead elsewhere. Source: their documentation.
 */
export const homeBrowsers: readonly {
  readonly name: string;
  readonly since: number;
  readonly unless: readonly string[];
  readonly settings: RegExp;
}[] = [
  {
    name: "puppeteer",
    since: 19,
    unless: words(
      "PUPPETEER_CACHE_DIR PUPPETEER_SKIP_DOWNLOAD PUPPETEER_SKIP_CHROMIUM_DOWNLOAD PUPPETEER_EXECUTABLE_PATH",
    ),
    settings: /^(?:\.puppeteerrc(?:\.\w+)?|puppeteer\.config\.\w+)$/,
  },
  ...["playwright-chromium", "playwright-firefox", "playwright-webkit"].map((name) => ({
    name,
    since: 0,
    unless: words("PLAYWRIGHT_BROWSERS_PATH PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD"),
    settings: /^\0/,
  })),
];

/** Calls in a RUN by which Python fetches models and data into the home of who makes them. Source: their documentation. */
export const homeFetching: readonly { readonly call: RegExp; readonly unless: readonly string[] }[] = [
  { call: /\bnltk(?:\.downloader\b|\.download\()/, unless: words("NLTK_DATA download_dir -d") },
  {
    call: /\b(?:from_pretrained|snapshot_download|hf_hub_download|SentenceTransformer)\(|\bhuggingface-cli download\b/,
    unless: words(
      "HF_HOME HF_HUB_CACHE HUGGINGFACE_HUB_CACHE TRANSFORMERS_CACHE SENTENCE_TRANSFORMERS_HOME cache_dir XDG_CACHE_HOME --local-dir",
    ),
  },
  { call: /\bwhisper\.load_model\(|\btorch\.hub\.load\(/, unless: words("TORCH_HOME XDG_CACHE_HOME download_root") },
];

/** Variables whose value is a path that the program does not write: of tools, or by what it says it is. */
export const unwrittenVariables: readonly RegExp[] = [
  /^(?:PATH|PWD|HOME|SHELL|TMPDIR|CLASSPATH|MANPATH|VIRTUAL_ENV|LD_LIBRARY_PATH|INFOPATH)$/,
  /^(?:UV|PIP|NPM|YARN|PNPM|COREPACK|POETRY|PIPENV|CARGO|RUSTUP|GO|BUNDLE|GEM|PLAYWRIGHT|PUPPETEER|CHROME|CHROMIUM|NVM|JAVA|NODE|PYTHON|PERL|RUBY|PHP|DOTNET|SSL|CURL|GIT|DEBIAN|CYPRESS|TURBO|NX|VITE|NEXT|NUXT)_?(?!.*(?:UPLOAD|DATA|LOG|STORAGE))/,
  /(?:^|_)(?:EXECUTABLE|BIN|BINARY|BROWSER|BROWSERS|LIBRARY|LIB|CERT|CERTS|CA|KEY|CONFIG|CONF|SETTINGS|SCHEMA|MODULE|MODULES|STATIC|TEMPLATE|TEMPLATES|ASSETS|PUBLIC|DIST|BUILD|SRC|SOURCE|ENTRY|SCRIPT|SCRIPTS|APP|WEB|CLIENT|INSTALL|PLUGIN|PLUGINS|MIGRATION|MIGRATIONS|BASE|BASE_URL|URL|API|ROUTE|CONTEXT|MODEL_NAME|WORK|WORKING|PROJECT|HEALTH|HEALTHCHECK|PREFIX|COOKIE)_(?:PATH|DIR|DIRECTORY|FILE|FOLDER|LOCATION)$/,
  /(?:CERT|SECRET|TOKEN|PASSWORD|CREDENTIALS)/,
];

/** Variables whose value is a file or folder, by their names. */
export const pathVariables = /(?:^|_)(?:PATH|FILE|FILENAME|DIR|DIRECTORY|FOLDER|STORAGE|LOCATION)$/;

/** Files that are written, by their ending. */
export const writtenFiles = /\.(?:sqlite3?|db3?|mdb|log|pid|sock)$/;

/** Functions of Node.js that write, by the number of the argument that names the path. */
export const nodeWriters: Readonly<Record<string, number>> = {
  writeFile: 0,
  appendFile: 0,
  createWriteStream: 0,
  mkdir: 0,
  mkdtemp: 0,
  truncate: 0,
  copyFile: 1,
  cp: 1,
  copy: 1,
  move: 1,
  rename: 1,
  symlink: 1,
  outputFile: 0,
  outputJson: 0,
  outputJSON: 0,
  writeJson: 0,
  writeJSON: 0,
  ensureDir: 0,
  ensureFile: 0,
  mkdirp: 0,
  mkdirs: 0,
};

/**
 * Functions of Node.js that change what is there, which takes its owner or its folder, by the same number. A path that
 * is not known is no sign that they meet anything of root's: they mostly follow what the program has made itself.
 */
export const nodeChangers: Readonly<Record<string, number>> = {
  chmod: 0,
  lutimes: 0,
  // What is made anew behind it may be a folder that the image has.
  remove: 0,
  rimraf: 0,
  rm: 0,
  rmdir: 0,
  unlink: 0,
  utimes: 0,
};

/** Modules of Node.js whose functions those are. */
export const nodeFileModules: ReadonlySet<string> = new Set(
  words("fs fs/promises fs-extra graceful-fs mkdirp make-dir write-file-atomic write-json-file jsonfile rimraf"),
);

/** Calls of Python that write to the path that is their first argument. */
export interface PythonWriter {
  /** Global; ends where the arguments begin. */
  readonly call: RegExp;
  /** It names a folder; otherwise a file. */
  readonly isFolder?: true;
  /** It writes only if its mode says so. */
  readonly mode?: true;
  /** The argument may as well be no path: one that is not known is none. */
  readonly isUnsure?: true;
  /** What the file must say for the name to be that function. */
  readonly along?: RegExp;
}

export const pythonWriters: readonly PythonWriter[] = [
  { call: /\b(?:io\.|codecs\.|aiofiles\.|gzip\.|bz2\.|lzma\.|tarfile\.)?open\(/g, mode: true },
  { call: /\b(?:os\.)?(?:makedirs|mkdir)\(/g, isFolder: true },
  { call: /\b(?:ai)?o?sqlite3?\.connect\(/g },
  // Of logging, its handlers, and packages with more of them.
  { call: /\b(?:\w{1,30}\.){0,2}\w{0,30}FileHandler\(/g },
  { call: /\b(?:logging\.)?basicConfig\([^()]{0,200}?\bfilename\s{0,3}=\s{0,3}/g },
  { call: /\blogger\.add\(/g, isUnsure: true, along: /\bloguru\b/ },
  { call: /\b(?:shelve|dbm)\.open\(/g },
  { call: /\b(?:tinydb\.)?TinyDB\(/g },
  // It takes the folder above.
  { call: /\bshutil\.rmtree\(/g, isUnsure: true },
  { call: /\bdiskcache\.(?:Cache|FanoutCache|DjangoCache|Deque|Index)\(/g, isFolder: true, isUnsure: true },
  {
    call: /\b(?:Cache|FanoutCache|Index)\(/g,
    isFolder: true,
    isUnsure: true,
    along: /\bfrom\s{1,9}diskcache\s{1,9}import\b/,
  },
  { call: /\bjoblib\.Memory\(/g, isFolder: true, isUnsure: true },
  { call: /\.(?:savefig|to_csv|to_excel|to_json|to_parquet|to_pickle)\(/g, isUnsure: true },
  // Uploads and pictures; models are saved without a path.
  { call: /\.save\((?=\s{0,9}(?:f?["'][^"'\n]{0,99}[./]|os\.path\.join\())/g, isUnsure: true },
];

/** Settings of Python that name a folder which is written, or a file. */
export interface PythonSetting {
  /** Global; ends where the value begins. */
  readonly name: RegExp;
  /** It names a folder; otherwise a file. */
  readonly isFolder?: true;
  /** What the file must say for it to be written. */
  readonly along?: RegExp;
  /** Only `manage.py collectstatic` writes there. */
  readonly isCollected?: true;
}

export const pythonSettings: readonly PythonSetting[] = [
  {
    name: /\b(?:UPLOAD_(?:FOLDER|DIR|PATH)|UPLOADS_(?:FOLDER|DIR)|MEDIA_ROOT|LOG_DIR|DATA_DIR)["']?\]?\s*[=:]\s*(?![=])/g,
    isFolder: true,
  },
  { name: /\b(?:CACHE_DIR|SESSION_FILE_DIR)["']?\]?\s{0,9}[=:](?!=)\s{0,9}/g, isFolder: true },
  { name: /\b(?:LOG_FILE|DB_PATH|DB_FILE|DATABASE_PATH|DATABASE_FILE)["']?\]?\s*=\s*(?![=])/g },
  {
    name: /^STATIC_ROOT\s{0,9}(?::\s{0,3}\w{1,30}\s{0,3})?=(?!=|\s{0,9}None\b)\s{0,9}/gm,
    isFolder: true,
    isCollected: true,
  },
  // docs.python.org/3/library/logging.config.html, and Django's LOGGING.
  { name: /["']filename["']\s{0,9}:\s{0,9}/g, along: /["'](?:logging\.)?(?:handlers\.)?\w{0,30}FileHandler["']/ },
  { name: /["']LOCATION["']\s{0,9}:\s{0,9}/g, isFolder: true, along: /\bFileBasedCache\b/ },
  // docs.gunicorn.org/en/stable/settings.html
  { name: /^(?:accesslog|errorlog|logfile|pidfile)\s{0,9}=(?!=|\s{0,9}["']-["'])\s{0,9}/gm },
  { name: /^bind\s{0,9}=\s{0,9}(?=["']unix:)/gm },
];

/** Options of servers whose value is a file that they write; `-` stands for the standard output. */
export interface WritingOptions {
  readonly programs: readonly string[];
  readonly options: readonly string[];
  /** It ends where one of them cannot be opened. */
  readonly isStrict?: true;
}

export const writingOptions: readonly WritingOptions[] = [
  {
    programs: ["gunicorn"],
    options: words("--access-logfile --error-logfile --log-file -p --pid -b --bind"),
    // Found out with gunicorn 23.
    isStrict: true,
  },
  { programs: ["celery"], options: words("--pidfile -f --logfile -s --schedule") },
  {
    programs: ["uwsgi"],
    options: words(
      "--pidfile --pidfile2 --safe-pidfile --logto --logto2 --daemonize -d --socket -s --http-socket --uwsgi-socket",
    ),
  },
  { programs: ["uvicorn"], options: ["--uds"] },
  { programs: ["hypercorn"], options: words("--access-logfile --error-logfile -p --pid -b --bind") },
  { programs: ["daphne"], options: words("--access-log -u") },
  {
    programs: words("puma pumactl"),
    options: words("--pidfile -S --state -b --bind --redirect-stdout --redirect-stderr"),
  },
  { programs: words("rails rackup thin"), options: words("-P --pid --log") },
  { programs: ["sidekiq"], options: words("--pidfile --logfile") },
  // Their own logs are in the home folder of the user. github.com/foreversd/forever, pm2.keymetrics.io/docs/usage/log-management
  { programs: ["forever"], options: words("-l -o -e --pidFile") },
  { programs: words("pm2 pm2-runtime"), options: words("-o --output -e --error -l --log -p --pid") },
];

/** Variables of the environment that hold more options, and the program that takes them. */
export const optionVariables: Readonly<Record<string, string>> = {
  GUNICORN_CMD_ARGS: "gunicorn",
};

/** Folders that belong to the system, so that no user is given them. What lies in them may be somebody's. */
export const systemFolders: ReadonlySet<string> = new Set(
  words(
    "/ /etc /usr /usr/local /usr/src /usr/share /usr/local/share /usr/local/lib /usr/lib /var /var/lib /var/log /var/cache /var/run " +
      "/var/spool /var/www /var/opt /run /opt /srv /home /mnt /media /tmp /var/tmp",
  ),
);

/** Nothing in these is anybody's but the system's. */
export const closedToUsers =
  /^\/(?:etc|bin|sbin|lib|lib64|boot|proc|sys|dev|root|usr\/(?:bin|sbin|lib|include|share|local\/(?:bin|sbin|lib|include|share))|var\/lib\/(?:apt|dpkg)|var\/cache\/(?:apt|apk|debconf))(?:\/|$)/;
