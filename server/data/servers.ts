/** Programs that keep running until they are told to end, the addresses that they listen on, and the settings by which they write files. */

import { managerPrograms, runnerPrograms } from "./packageManagers";
import { programsFor } from "./tools";

export const serverPrograms: ReadonlySet<string> = new Set([
  ...[...managerPrograms, ...runnerPrograms, "pm2-runtime"],
  ...programsFor("runtime", "watcher", "compiles at start", "framework", "file server", "application server"),
  ..."python python3 gunicorn uvicorn celery java ruby rails bundle puma php php-fpm".split(" "),
  ..."apache2 httpd nginx caddy dotnet supervisord".split(" "),
]);

/** A server that listens on 127.0.0.1 alone when it is told nothing else. */
export interface LocalServer {
  /** What its command line begins with, without what starts it: `python -m`, `npx`, `bundle exec`. */
  readonly call: RegExp;
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

const hostAlone = ["--host"];

/** Settings that come from another file of the project. */
const otherModule = "(?:from|import|require)[ \\t(]{0,9}[\"']\\.";

/** Sources: their documentation; what they print when they start was looked at for those of Python and JavaScript. */
export const localServers: readonly LocalServer[] = [
  {
    call: /^uvicorn /,
    options: ["--host", "--uds", "--fd"],
    variables: ["UVICORN_HOST", "UVICORN_UDS", "UVICORN_FD"],
    remedy: "--host 0.0.0.0",
  },
  {
    call: /^gunicorn /,
    options: ["--bind", "-b", "--config", "-c", "--paste", "--paster"],
    variables: ["GUNICORN_CMD_ARGS", "PORT"],
    files: /(?:^|\/)gunicorn\.conf\.py$/,
    key: /\bbind\b/,
    remedy: "--bind 0.0.0.0:8000",
  },
  {
    call: /^hypercorn /,
    options: ["--bind", "-b", "--config", "-c", "--insecure-bind", "--quic-bind"],
    remedy: "--bind 0.0.0.0:8000",
  },
  { call: /^daphne /, options: ["--bind", "-b", "--endpoint", "-e", "--fd", "-u"], remedy: "-b 0.0.0.0" },
  { call: /^granian /, options: ["--host", "--uds"], variables: ["GRANIAN_HOST"], remedy: "--host 0.0.0.0" },
  {
    call: /^litestar run(?: |$)/,
    options: ["--host", "-H", "--uds", "-U", "--fd", "-F"],
    variables: ["LITESTAR_HOST"],
    remedy: "--host 0.0.0.0",
  },
  {
    call: /^(?:flask|quart) (?:(?:-A|--app)[ =]\S+ )?run(?: |$)/,
    options: ["--host", "-h"],
    variables: ["FLASK_RUN_HOST"],
    files: /(?:^|\/)\.(?:flask)?env$/,
    key: /FLASK_RUN_HOST/,
    remedy: "--host=0.0.0.0",
  },
  { call: /^fastapi dev(?: |$)/, options: hostAlone, remedy: "--host 0.0.0.0" },
  {
    call: /^mkdocs serve(?: |$)/,
    options: ["--dev-addr", "-a"],
    files: /(?:^|\/)mkdocs\.ya?ml$/,
    key: /\bdev_addr\b/,
    remedy: "--dev-addr=0.0.0.0:8000",
  },
  {
    call: /^mlflow (?:server|ui)(?: |$)/,
    options: ["--host", "-h"],
    variables: ["MLFLOW_HOST"],
    remedy: "--host 0.0.0.0",
  },
  {
    call: /^php artisan serve(?: |$)/,
    options: hostAlone,
    variables: ["SERVER_HOST"],
    files: /(?:^|\/)\.env$/,
    key: /SERVER_HOST/,
    remedy: "--host=0.0.0.0",
  },
  {
    call: /^rails (?:server|s)(?: |$)/,
    options: ["--binding", "-b", "--environment", "-e", "--config", "-c"],
    variables: ["BINDING", "RAILS_ENV", "RACK_ENV"],
    files: /(?:^|\/)config\/puma\.rb$/,
    key: /\bbind\b/,
    remedy: "-b 0.0.0.0",
  },
  {
    call: /^jekyll (?:serve|server|s)(?: |$)/,
    options: ["--host", "-H", "--config"],
    files: /(?:^|\/)_config\.ya?ml$/,
    key: /^host\b/m,
    remedy: "--host 0.0.0.0",
  },
  { call: /^hugo (?:server|serve)(?: |$)/, options: ["--bind"], remedy: "--bind 0.0.0.0" },
  {
    call: /^vite(?: (?:dev|serve|preview))?(?= -|$)/,
    options: ["--host", "--config", "-c"],
    files: /(?:^|\/)vite\.config\.[cm]?[jt]s$/,
    key: new RegExp(`\\bhost\\b|${otherModule}`),
    remedy: "--host",
  },
  {
    call: /^astro (?:dev|preview)(?: |$)/,
    options: ["--host", "--config"],
    files: /(?:^|\/)astro\.config\.[cm]?[jt]s$/,
    key: new RegExp(`\\bhost\\b|\\badapter\\b|${otherModule}`),
    remedy: "--host",
  },
  {
    call: /^ng serve(?: |$)/,
    options: ["--host", "--configuration", "-c"],
    files: /(?:^|\/)angular\.json$/,
    key: /"host"/,
    remedy: "--host 0.0.0.0",
  },
  { call: /^gatsby (?:develop|serve)(?: |$)/, options: ["--host", "-H"], remedy: "--host 0.0.0.0" },
  { call: /^docusaurus (?:start|serve)(?: |$)/, options: hostAlone, remedy: "--host 0.0.0.0" },
];

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

/** A server whose port the command line tells, or its default. */
export interface PortServer {
  /** What its command line begins with, without what starts it. */
  readonly call: RegExp;
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

/** Sources: their documentation. */
export const portServers: readonly PortServer[] = [
  { call: /^uvicorn /, options: ["--port"], others: ["--uds", "--fd"], variable: "UVICORN_PORT", port: 8000 },
  {
    call: /^gunicorn /,
    options: ["--bind", "-b"],
    others: ["--config", "-c", "--paste", "--paster"],
    variable: "PORT",
    unknownBy: ["GUNICORN_CMD_ARGS"],
    settings: ["gunicorn.conf.py"],
    port: 8000,
  },
  {
    call: /^hypercorn /,
    options: ["--bind", "-b"],
    others: ["--config", "-c", "--insecure-bind", "--quic-bind"],
    port: 8000,
  },
  { call: /^daphne /, options: ["--port", "-p"], others: ["--endpoint", "-e", "--fd", "-u"], port: 8000 },
  {
    call: /^(?:flask|quart) (?:(?:-A|--app)[ =]\S+ )?run(?: |$)/,
    options: ["--port", "-p"],
    variable: "FLASK_RUN_PORT",
    settings: [".flaskenv", ".env"],
    port: 5000,
  },
  { call: /^fastapi (?:run|dev)(?: |$)/, options: ["--port"], unknownBy: ["PORT"], port: 8000 },
  {
    call: /^streamlit run /,
    options: ["--server.port"],
    variable: "STREAMLIT_SERVER_PORT",
    settings: [".streamlit/config.toml"],
    port: 8501,
  },
  { call: /^manage\.py runserver(?: |$)/, options: [], takesWord: true, port: 8000 },
  { call: /^http\.server(?: |$)/, options: [], takesWord: true, port: 8000 },
  { call: /^php -S /, options: ["-S"] },
  { call: /^next start(?: |$)/, options: ["--port", "-p"], variable: "PORT", port: 3000 },
  {
    call: /^serve(?: |$)/,
    options: ["--listen", "-l", "-p"],
    others: ["--config", "-c"],
    variable: "PORT",
    port: 3000,
  },
  { call: /^http-server(?: |$)/, options: ["--port", "-p"], variable: "PORT", port: 8080 },
];
