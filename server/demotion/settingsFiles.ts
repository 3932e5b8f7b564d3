/** Files that settings of .NET and Java name for the program to write: databases beside it, and logs. */

import { folderAfter } from "../stage/folders";

import { resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
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
];

/** The files that such settings name to be written, for a container of a stage, as absolute paths, and what says so. */
export function settingsFiles(stage: Stage, { contents, ignore }: Facts): { path: string; by: string }[] {
  const working = folderAfter(stage);
  const isRunner = /dotnet|aspnet|java|jdk|jre|temurin|corretto|zulu|liberica|distroless/i.test(stage.base?.text ?? "");
  if (working === undefined || !isRunner) return [];
  return [...(contents ?? [])].flatMap(([path, text]) => {
    if (!settings.test(path) || (ignore && decide(ignore, path).ignored)) return [];
    const named = forms.flatMap((form) =>
      [...text.matchAll(form)].flatMap(([, file]) => resolvePath(working, file?.trim()) ?? []),
    );
    return [...new Set(named)].map((file) => ({ path: file, by: `${baseName(path)} names a file in it` }));
  });
}
