/** Programs that start another one, and what becomes of process and signals then. */

/**
 * They turn into the program that they start: it keeps their process id and gets their signals.
 * `exec` and `command` are parts of the shell that do the same.
 */
export const replacedStarters: ReadonlySet<string> = new Set(
  "exec env nice nohup stdbuf ionice setpriv gosu su-exec chpst eatmydata".split(" "),
);

/** They stay in front of the program and pass on to it the signals that they get. */
export const relayingStarters: ReadonlySet<string> = new Set(["timeout", "sudo", "doas"]);

/**
 * Scripts that start a server without `exec`, and stay in front of it: as first process they keep SIGTERM from it. Source:
 * apache2ctl of Debian 12 and apachectl of Apache 2.4.
 */
export const stayingScripts: ReadonlySet<string> = new Set(["apachectl", "apache2ctl"]);

/** They start the program as the user that their first operand names. */
export const userStarters: ReadonlySet<string> = new Set(["gosu", "su-exec"]);

const rootSwitchers: readonly string[] = [...userStarters, "su", "runuser", "chpst", "setuidgid", "s6-setuidgid"];

/** They start the program as somebody else. */
export const userSwitchers: ReadonlySet<string> = new Set([...rootSwitchers, "setpriv", "sudo", "doas"]);

/** They start the program as somebody else or in another root, which they may only when root calls them. */
export const rootStarters: ReadonlySet<string> = new Set([...rootSwitchers, "chroot"]);

/** Programs that read shell scripts. */
export const unixShells: ReadonlySet<string> = new Set("sh bash dash ash zsh ksh mksh".split(" "));

/** Python by any of its names: python, python3, python3.12. */
export const pythonName = /^python[\d.]*$/;

/** The first line of a script that names one of them. */
export const shellScriptLine = new RegExp(`^#!.*\\b(?:${[...unixShells].join("|")})\\b`);

/** Builtins of shells: there is no such program, or it would have no effect. Sources: POSIX, the manual of bash. */
export const shellOnlyBuiltins: ReadonlySet<string> = new Set(
  (
    ". : alias bg break builtin cd command continue declare dirs disown eval exec exit export fg getopts hash help jobs let popd " +
    "pushd read readonly return set shift shopt source times trap type typeset ulimit umask unalias unset wait"
  ).split(" "),
);

/** Builtins of shells of which there are programs as well. */
export const otherBuiltins: ReadonlySet<string> = new Set("echo printf true false test [ [[ pwd local kill".split(" "));

/** What shells do themselves, be there a program of that name or not. */
export const shellBuiltins: ReadonlySet<string> = new Set([...shellOnlyBuiltins, ...otherBuiltins, "time", "which"]);

/** Programs that end by themselves, before anybody would stop them. */
export const shortPrograms: ReadonlySet<string> = new Set(
  (
    "ls cat mkdir rm rmdir cp mv ln touch chmod chown id whoami date env printenv uname hostname df du ps sed awk grep find sort head " +
    "wc basename dirname which tee tr cut envsubst"
  ).split(" "),
);

/** Calls that set NODE_ENV to production by themselves where nothing else has set it. */
export const productionCalls: ReadonlySet<string> = new Set(["next start", "react-router-serve", "remix-serve"]);

/** Modules that read `.env` in the working directory as they are loaded or called, where there is one. */
export const envFileLoaders: ReadonlySet<string> = new Set([
  "dotenv",
  "dotenv/config",
  "dotenv/config.js",
  "dotenv-safe",
  "dotenv-flow",
  "dotenv-flow/config",
  "@dotenvx/dotenvx",
  "@dotenvx/dotenvx/config",
  "@nestjs/config",
]);

/** A variable that a program reads when it starts. */
export interface ReadVariable {
  readonly name: string;
  /** Options that go before it. */
  readonly options?: readonly string[];
  /** What goes without it as well. */
  readonly otherwise?: string;
  /** Steps of the build read it as well, and may be all that it is for. */
  readonly isForBuilds?: true;
}

const mode = ["-e", "--environment"];
const workers = ["-w", "--workers"];
const rubyServer: readonly ReadVariable[] = [
  { name: "RAILS_ENV", options: mode },
  { name: "RACK_ENV", options: mode },
  { name: "WEB_CONCURRENCY", options: workers },
  { name: "RAILS_MAX_THREADS", options: ["-t", "--threads"] },
];

/** Variables that programs read when they start. Sources: their documentation. */
export const readVariables: Readonly<Record<string, readonly ReadVariable[]>> = {
  node: [{ name: "NODE_ENV" }, { name: "NODE_OPTIONS", isForBuilds: true }],
  gunicorn: [{ name: "GUNICORN_CMD_ARGS" }, { name: "WEB_CONCURRENCY", options: workers, otherwise: "1" }],
  uvicorn: [
    { name: "UVICORN_HOST", options: ["--host"], otherwise: "127.0.0.1" },
    { name: "UVICORN_PORT", options: ["--port"], otherwise: "8000" },
    { name: "UVICORN_WORKERS", options: ["--workers"], otherwise: "1" },
    { name: "WEB_CONCURRENCY", options: ["--workers"], otherwise: "1" },
  ],
  flask: [
    { name: "FLASK_APP", options: ["-A", "--app"] },
    { name: "FLASK_RUN_HOST", options: ["-h", "--host"], otherwise: "127.0.0.1" },
    { name: "FLASK_RUN_PORT", options: ["-p", "--port"], otherwise: "5000" },
    { name: "FLASK_DEBUG", options: ["--debug", "--no-debug"], otherwise: "0" },
  ],
  puma: rubyServer,
  rails: rubyServer,
  java: [
    { name: "JAVA_TOOL_OPTIONS", isForBuilds: true },
    { name: "JDK_JAVA_OPTIONS", isForBuilds: true },
  ],
  dotnet: [
    { name: "ASPNETCORE_URLS", options: ["--urls"] },
    { name: "ASPNETCORE_HTTP_PORTS", options: ["--urls", "--http_ports"], otherwise: "8080" },
    { name: "ASPNETCORE_ENVIRONMENT", options: ["--environment"], otherwise: "Production" },
    { name: "DOTNET_ENVIRONMENT", options: ["--environment"], otherwise: "Production" },
  ],
};
