/** Files that settings of .NET and Java name for the program to write: databases beside it, and logs. */

import { folderAfter } from "../stage/folders";

import { resolvePath } from "../syntax/dockerfile";
import { ignores } from "../syntax/dockerignore";
import type { Facts, Stage } from "../types";
import { baseName } from "../util/paths";
import { among } from "../util/reads";

const settings =
  /(?:^|\/)(?:appsettings(?:\.\w+)?\.json|application(?:-\w+)?\.(?:properties|ya?ml)|(?:logback|log4j2)(?:-\w+)?\.xml|nlog\.config)$/i;

export const settingsReads = among(12, (files) => files.filter((path) => settings.test(path)));

/** Forms whose first group is a path, absolute or from the folder that the program works in. */
const forms: readonly RegExp[] = [
  // learn.microsoft.com/dotnet/standard/data/sqlite/connection-strings; other databases name a server there.
  /\b(?:Data Source|DataSource|Filename)[ \t]{0,5}=[ \t]{0,5}([^;"'\n]{1,200}\.(?:db3?|sqlite3?))(?=[;"'\s])/gi,
  // h2database.com/html/features.html#database_url; what has no scheme of its own is a file.
  /\bjdbc:h2:(?:file:)?(?!(?:mem|tcp|ssl|zip|nio\w*|split|res\w*|file):|~)([^;"'\s]{1,200})/g,
  /\bjdbc:sqlite:(?!:|file:)([^?;"'\s]{1,200})/g,
  // Of Serilog, Logback, Log4j and NLog.
  /"path"[ \t]{0,5}:[ \t]{0,5}"([^"%$\n]{1,200}\.(?:log|txt))"/g,
  /<file>[ \t]{0,5}([^<>$\s]{1,200})[ \t]{0,5}<\/file>/g,
  /\bfileName="([^"$\n]{1,200})"/g,
  /\blogging\.file\.(?:name|path)[ \t]{0,5}[=:][ \t]{0,5}([^\s$]{1,200})/g,
  // As Spring Boot 1 names it.
  /^logging\.file[ \t]{0,5}[=:][ \t]{0,5}([^\s$]{1,200})/gm,
  /^quarkus\.log\.file\.path[ \t]{0,5}=[ \t]{0,5}([^\s$]{1,200})/gm,
  // Of Tomcat.
  /^server\.tomcat\.(?:basedir|accesslog\.directory)[ \t]{0,5}=[ \t]{0,5}([^\s$]{1,200})/gm,
];

/** The files that such settings name to be written, for a container of a stage, as absolute paths, and what says so. */
export function settingsFiles(stage: Stage, { contents, ignore }: Facts): { path: string; by: string }[] {
  const working = folderAfter(stage);
  const isRunner = /dotnet|aspnet|java|jdk|jre|temurin|corretto|zulu|liberica|distroless/i.test(stage.base?.text ?? "");
  if (working === undefined || !isRunner) return [];
  return [...(contents ?? [])].flatMap(([path, text]) => {
    if (!settings.test(path) || ignores(ignore, path)) return [];
    const written = forms.flatMap((form) => [...text.matchAll(form)].flatMap(([, file]) => file?.trim() ?? []));
    const named = [...written, ...nestedLogs(text)].flatMap((file) => resolvePath(working, file) ?? []);
    return [...new Set(named)].map((file) => ({ path: file, by: `${baseName(path)} names a file in it` }));
  });
}

/** `logging.file.name` in YAML, its parts below each other. */
function nestedLogs(text: string): string[] {
  const found: string[] = [];
  /** The keys that a line stands below, each with its indentation. */
  let above: { readonly key: string; readonly indent: number }[] = [];
  for (const line of text.split(/\r?\n/, mostLines)) {
    const [, blanks = "", key = "", value = ""] = /^( *)([\w-]+):(?:\s+(\S.*))?$/.exec(line) ?? [];
    if (key === "") continue;
    above = [...above.filter(({ indent }) => indent < blanks.length), { key, indent: blanks.length }];
    const [, , file] = /^(["']?)([^\s$"'#]+)\1/.exec(value) ?? [];
    if (file !== undefined && logKeys.has(above.map((each) => each.key).join("."))) found.push(file);
  }
  return found;
}

const logKeys: ReadonlySet<string> = new Set(["logging.file", "logging.file.name", "logging.file.path"]);
const mostLines = 5000;
