/** Programs that keep running until they are told to end, the addresses that they listen on, and the settings by which they write files. */

import { managerPrograms, runnerPrograms } from "./packageManagers";
import { programsFor } from "./tools";

/** A program of Python that serves, works off a queue, or has commands for that. Sources: their documentation. */
interface PythonServer {
  readonly program: string;
  /** `python -m` and its name start it as well. */
  readonly isModule?: true;
  /** It is given a module and what in it is the application: `uvicorn app.main:app`. */
  readonly takesApplication?: true;
}

const pythonTable: readonly PythonServer[] = [
  { program: "gunicorn", isModule: true, takesApplication: true },
  { program: "uvicorn", isModule: true, takesApplication: true },
  { program: "hypercorn", isModule: true, takesApplication: true },
  { program: "daphne", isModule: true, takesApplication: true },
  { program: "granian", isModule: true, takesApplication: true },
  { program: "sanic", isModule: true },
  { program: "flask", isModule: true },
  { program: "quart", isModule: true },
  { program: "fastapi", isModule: true },
  { program: "litestar", isModule: true },
  { program: "streamlit", isModule: true },
  { program: "celery", isModule: true },
  { program: "waitress-serve", takesApplication: true },
];

/** The programs of Python that serve. */
export const pythonServers: readonly string[] = pythonTable.map(({ program }) => program);

/** Those that `python -m` starts as well. */
export const pythonServerModules: ReadonlySet<string> = new Set(
  pythonTable.flatMap(({ program, isModule }) => (isModule ? [program] : [])),
);

/** Those that are given a module and what in it is the application. */
export const applicationServers: ReadonlySet<string> = new Set(
  pythonTable.flatMap(({ program, takesApplication }) => (takesApplication ? [program] : [])),
);

export const serverPrograms: ReadonlySet<string> = new Set([
  ...[...managerPrograms, ...runnerPrograms, "pm2-runtime"],
  ...programsFor("runtime", "watcher", "compiles at start", "framework", "file server", "application server"),
  ...applicationServers,
  ..."python python3 celery java ruby rails bundle puma php php-fpm".split(" "),
  ..."apache2 httpd nginx caddy dotnet supervisord".split(" "),
]);

/** Where a server listens when it is told nothing else, and what tells it: on 127.0.0.1 alone. */
interface OwnAddress {
  /** Options that name an address, or a file that may. */
  readonly options: readonly string[];
  /** Variables that do. */
  readonly variables?: readonly string[];
  /** Files of the project that may name one by this word. */
  readonly files?: RegExp;
  readonly key?: RegExp;
  /** What makes it listen everywhere. */
  readonly remedy: string;
}

/** The port that the command line of a server tells, or its default. */
interface OwnPort {
  /** Options whose value is a port, or an address that ends with one. */
  readonly options: readonly string[];
  /** Its first word that is no option may be one as well: `runserver 0.0.0.0:8000`. */
  readonly takesWord?: true;
  /** Options that make it listen somewhere else, or that name a file which may say so. */
  readonly others?: readonly string[];
  /** A variable that holds the port where no option does. */
  readonly variable?: string;
  /** Variables that may hold other options. */
  readonly unknownBy?: readonly string[];
  /** Files that may set it, in the folder that it works in or in a home folder. */
  readonly settings?: readonly string[];
  /** Where nothing tells; absent where that depends on settings. */
  readonly port?: number;
}

interface Server {
  /** What its command line begins with, without what starts it: `python -m`, `npx`, `bundle exec`. */
  readonly call: RegExp;
  /** Absent where it listens everywhere, or as the program says. */
  readonly address?: OwnAddress;
  readonly port?: OwnPort;
}

const hostAlone = ["--host"];

/** Settings that come from another file of the project. */
const otherModule = "(?:from|import|require)[ \\t(]{0,9}[\"']\\.";

/** Sources: their documentation; what they print when they start was looked at for those of Python and JavaScript. */
const servers: readonly Server[] = [
  {
    call: /^uvicorn /,
    address: {
      options: ["--host", "--uds", "--fd"],
      variables: ["UVICORN_HOST", "UVICORN_UDS", "UVICORN_FD"],
      remedy: "--host 0.0.0.0",
    },
    port: { options: ["--port"], others: ["--uds", "--fd"], variable: "UVICORN_PORT", port: 8000 },
  },
  {
    call: /^gunicorn /,
    address: {
      options: ["--bind", "-b", "--config", "-c", "--paste", "--paster"],
      variables: ["GUNICORN_CMD_ARGS", "PORT"],
      files: /(?:^|\/)gunicorn\.conf\.py$/,
      key: /\bbind\b/,
      remedy: "--bind 0.0.0.0:8000",
    },
    port: {
      options: ["--bind", "-b"],
      others: ["--config", "-c", "--paste", "--paster"],
      variable: "PORT",
      unknownBy: ["GUNICORN_CMD_ARGS"],
      settings: ["gunicorn.conf.py"],
      port: 8000,
    },
  },
  {
    call: /^hypercorn /,
    address: {
      options: ["--bind", "-b", "--config", "-c", "--insecure-bind", "--quic-bind"],
      remedy: "--bind 0.0.0.0:8000",
    },
    port: {
      options: ["--bind", "-b"],
      others: ["--config", "-c", "--insecure-bind", "--quic-bind"],
      port: 8000,
    },
  },
  {
    call: /^daphne /,
    address: { options: ["--bind", "-b", "--endpoint", "-e", "--fd", "-u"], remedy: "-b 0.0.0.0" },
    port: { options: ["--port", "-p"], others: ["--endpoint", "-e", "--fd", "-u"], port: 8000 },
  },
  {
    call: /^granian /,
    address: { options: ["--host", "--uds"], variables: ["GRANIAN_HOST"], remedy: "--host 0.0.0.0" },
  },
  {
    call: /^litestar run(?: |$)/,
    address: {
      options: ["--host", "-H", "--uds", "-U", "--fd", "-F"],
      variables: ["LITESTAR_HOST"],
      remedy: "--host 0.0.0.0",
    },
  },
  {
    call: /^(?:flask|quart) (?:(?:-A|--app)[ =]\S+ )?run(?: |$)/,
    address: {
      options: ["--host", "-h"],
      variables: ["FLASK_RUN_HOST"],
      files: /(?:^|\/)\.(?:flask)?env$/,
      key: /FLASK_RUN_HOST/,
      remedy: "--host=0.0.0.0",
    },
    port: {
      options: ["--port", "-p"],
      variable: "FLASK_RUN_PORT",
      settings: [".flaskenv", ".env"],
      port: 5000,
    },
  },
  {
    call: /^fastapi dev(?: |$)/,
    address: { options: hostAlone, remedy: "--host 0.0.0.0" },
    port: { options: ["--port"], unknownBy: ["PORT"], port: 8000 },
  },
  { call: /^fastapi run(?: |$)/, port: { options: ["--port"], unknownBy: ["PORT"], port: 8000 } },
  {
    call: /^streamlit run /,
    port: {
      options: ["--server.port"],
      variable: "STREAMLIT_SERVER_PORT",
      settings: [".streamlit/config.toml"],
      port: 8501,
    },
  },
  { call: /^manage\.py runserver(?: |$)/, port: { options: [], takesWord: true, port: 8000 } },
  { call: /^http\.server(?: |$)/, port: { options: [], takesWord: true, port: 8000 } },
  {
    call: /^mkdocs serve(?: |$)/,
    address: {
      options: ["--dev-addr", "-a"],
      files: /(?:^|\/)mkdocs\.ya?ml$/,
      key: /\bdev_addr\b/,
      remedy: "--dev-addr=0.0.0.0:8000",
    },
  },
  {
    call: /^mlflow (?:server|ui)(?: |$)/,
    address: { options: ["--host", "-h"], variables: ["MLFLOW_HOST"], remedy: "--host 0.0.0.0" },
  },
  {
    call: /^php artisan serve(?: |$)/,
    address: {
      options: hostAlone,
      variables: ["SERVER_HOST"],
      files: /(?:^|\/)\.env$/,
      key: /SERVER_HOST/,
      remedy: "--host=0.0.0.0",
    },
  },
  { call: /^php -S /, port: { options: ["-S"] } },
  {
    call: /^rails (?:server|s)(?: |$)/,
    address: {
      options: ["--binding", "-b", "--environment", "-e", "--config", "-c"],
      variables: ["BINDING", "RAILS_ENV", "RACK_ENV"],
      files: /(?:^|\/)config\/puma\.rb$/,
      key: /\bbind\b/,
      remedy: "-b 0.0.0.0",
    },
  },
  {
    call: /^jekyll (?:serve|server|s)(?: |$)/,
    address: {
      options: ["--host", "-H", "--config"],
      files: /(?:^|\/)_config\.ya?ml$/,
      key: /^host\b/m,
      remedy: "--host 0.0.0.0",
    },
  },
  { call: /^hugo (?:server|serve)(?: |$)/, address: { options: ["--bind"], remedy: "--bind 0.0.0.0" } },
  {
    call: /^vite(?: (?:dev|serve|preview))?(?= -|$)/,
    address: {
      options: ["--host", "--config", "-c"],
      files: /(?:^|\/)vite\.config\.[cm]?[jt]s$/,
      key: new RegExp(`\\bhost\\b|${otherModule}`),
      remedy: "--host",
    },
  },
  {
    call: /^astro (?:dev|preview)(?: |$)/,
    address: {
      options: ["--host", "--config"],
      files: /(?:^|\/)astro\.config\.[cm]?[jt]s$/,
      key: new RegExp(`\\bhost\\b|\\badapter\\b|${otherModule}`),
      remedy: "--host",
    },
  },
  {
    call: /^ng serve(?: |$)/,
    address: {
      options: ["--host", "--configuration", "-c"],
      files: /(?:^|\/)angular\.json$/,
      key: /"host"/,
      remedy: "--host 0.0.0.0",
    },
  },
  { call: /^gatsby (?:develop|serve)(?: |$)/, address: { options: ["--host", "-H"], remedy: "--host 0.0.0.0" } },
  { call: /^docusaurus (?:start|serve)(?: |$)/, address: { options: hostAlone, remedy: "--host 0.0.0.0" } },
  { call: /^next start(?: |$)/, port: { options: ["--port", "-p"], variable: "PORT", port: 3000 } },
  {
    call: /^serve(?: |$)/,
    port: { options: ["--listen", "-l", "-p"], others: ["--config", "-c"], variable: "PORT", port: 3000 },
  },
  { call: /^http-server(?: |$)/, port: { options: ["--port", "-p"], variable: "PORT", port: 8080 } },
];

/** A server that listens on 127.0.0.1 alone when it is told nothing else. */
export interface LocalServer extends OwnAddress, Pick<Server, "call"> {}

export const localServers: readonly LocalServer[] = servers.flatMap(({ call, address }) =>
  address ? [{ call, ...address }] : [],
);

/** A server whose port the command line tells, or its default. */
export interface PortServer extends OwnPort, Pick<Server, "call"> {}

export const portServers: readonly PortServer[] = servers.flatMap(({ call, port }) =>
  port ? [{ call, ...port }] : [],
);

/** Settings of servers and of logging whose values are files that the program writes. */
export interface ServerSettings {
  /** The files of the context that may be such, by their paths. */
  readonly files: RegExp;
  /** What one of them says. */
  readonly along: RegExp;
  /** Global; their first group is the value, quotes aside. */
  readonly values: readonly RegExp[];
}

export const serverSettings: readonly ServerSettings[] = [
  {
    // uwsgi-docs.readthedocs.io/en/latest/Options.html
    files: /\.ini$/,
    along: /^\[uwsgi\]/m,
    values: [
      /^[ \t]{0,9}(?:(?:safe-)?pidfile2?|logto2?|daemonize2?|socket|(?:uwsgi|http|fastcgi|scgi)-socket|stats|spooler)[ \t]{0,9}=[ \t]{0,9}([^\s;#]{1,200})/gm,
      /^[ \t]{0,9}(?:req-)?logger[ \t]{0,9}=[ \t]{0,9}(?:[\w-]{1,30} )?file:([^\s;#,]{1,200})/gm,
    ],
  },
  {
    // docs.python.org/3/library/logging.config.html#configuration-file-format
    files: /\.(?:conf|ini|cfg)$/,
    along: /^class[ \t]{0,9}=[ \t]{0,9}[\w.]{0,60}FileHandler/m,
    values: [
      /^args[ \t]{0,9}=[ \t]{0,9}\([ \t]{0,9}["']((?:[^"'\n/]{0,60}\/)[^"'\n]{1,200}|[^"'\n/]{1,200}\.log)["']/gm,
    ],
  },
  {
    files: /(?:^|\/)[^/]{0,60}log[^/]{0,60}\.(?:ya?ml|json)$/i,
    along: /["']?class["']?[ \t]{0,9}:[ \t]{0,9}["']?[\w.]{0,60}FileHandler\b/,
    values: [/["']?\bfilename["']?[ \t]{0,9}:[ \t]{0,9}["']?([^"'\s,}#]{1,200})/g],
  },
  {
    files: /(?:^|\/)hypercorn[^/]{0,60}\.toml$/,
    along: /=/,
    values: [/^(?:accesslog|errorlog|pid_path)[ \t]{0,9}=[ \t]{0,9}["']([^"'\n]{1,200})["']/gm],
  },
  {
    // docs.sqlalchemy.org/en/20/dialects/sqlite.html#connect-strings, of alembic.ini and of settings in the same forms;
    // a comment begins with # or ;.
    files: /(?:^|\/)(?:alembic|settings|config|database|db|app|production)[^/]{0,60}\.(?:ini|cfg|conf|toml|ya?ml)$/,
    along: /\bsqlite(?:\+\w{1,20})?:\/\/\//,
    values: [/^[^#;\n]{0,200}\bsqlite(?:\+\w{1,20})?:\/\/\/(?!:memory:|file:)([^\s?#;"'}]{1,200})/gm],
  },
  {
    // Without the ending of Python, by which it is read as a source.
    files: /(?:^|\/)gunicorn[^/]{0,60}(?:\.(?:conf|cfg|config)|_conf|_config)$/,
    along: /=/,
    values: [/^(?:accesslog|errorlog|logfile|pidfile)[ \t]{0,9}=[ \t]{0,9}["']([^"'\n]{1,200})["']/gm],
  },
];
