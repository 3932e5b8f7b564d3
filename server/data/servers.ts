/** Programs that keep running until they are told to end, and the settings by which they write files. */

import { managerPrograms, runnerPrograms } from "./packageManagers";
import { programsFor } from "./tools";

export const serverPrograms: ReadonlySet<string> = new Set([
  ...[...managerPrograms, ...runnerPrograms, "pm2-runtime"],
  ...programsFor("runtime", "watcher", "compiles at start", "framework", "file server", "application server"),
  ..."python python3 gunicorn uvicorn celery java ruby rails bundle puma php php-fpm".split(" "),
  ..."apache2 httpd nginx caddy dotnet supervisord".split(" "),
]);

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
    // Without the ending of Python, by which it is read as a source.
    files: /(?:^|\/)gunicorn[^/]{0,60}(?:\.(?:conf|cfg|config)|_conf|_config)$/,
    along: /=/,
    values: [/^(?:accesslog|errorlog|logfile|pidfile)[ \t]{0,9}=[ \t]{0,9}["']([^"'\n]{1,200})["']/gm],
  },
];
