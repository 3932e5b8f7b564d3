/** Modules of Apache that a site asks for in .htaccess, and that nothing enables. */

import { officialName } from "../data/images";
import { imageFiles } from "../image/imageFiles";
import { mainProcess, programName } from "../stage/process";
import { inherited } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { among } from "../util/reads";

export const htaccessReads = among(
  4,
  filterOnce((path) => /^(?:[^/]+\/){0,2}\.htaccess$/.test(path)),
);

/** A directive that Apache does not know. */
export interface UnknownDirective {
  /** From the context root. */
  readonly path: string;
  readonly directive: string;
  /** Without "mod_". */
  readonly module: string;
  /** What copies the file. */
  readonly by: Instruction;
}

/**
 * The directives of modules that the image of PHP with Apache has and does not enable, one for each module; none where a
 * step may enable some. Sources: httpd.apache.org/docs/2.4/mod/directives.html; the Dockerfile of the image, whose
 * docker-php.conf has Apache obey .htaccess in /var/www; what Debian's package enables.
 */
export function unknownDirectives(file: Dockerfile, stage: Stage, facts: Facts): UnknownDirective[] {
  const { name, tag = "" } = stage.base ?? { name: "" };
  if (officialName(name) !== "php" || !/(?:^|-)apache(?:$|-)/.test(tag) || startsOtherwise(stage)) return [];
  const view = imageFiles(file, facts).after(stage);
  const found = new Map<string, UnknownDirective>();
  for (const place of ["/var/www/html/.htaccess", "/var/www/html/public/.htaccess"]) {
    const entry = view.at(place);
    if (!entry || entry === "absent" || entry.source === undefined || !entry.by) continue;
    for (const directive of bareDirectives(facts.contents?.get(entry.source) ?? "")) {
      const module = modules.find(([form]) => form.test(directive))?.[1];
      if (module === undefined || found.has(module) || mayEnable(stage, module)) continue;
      found.set(module, { path: entry.source, directive, module, by: entry.by });
    }
  }
  return [...found.values()];
}

/** Modules that are not enabled, by the directives that they bring. */
const modules: readonly (readonly [form: RegExp, module: string])[] = [
  [/^Rewrite(?:Engine|Base|Cond|Rule|Options|Map)$/i, "rewrite"],
  [/^(?:Request)?Header$/i, "headers"],
  [/^Expires(?:Active|ByType|Default)$/i, "expires"],
];

/** The names of directives that stand in no section which a module, a version or a definition may switch off. */
function bareDirectives(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    if (/^[ \t]{0,99}<If/i.test(line)) depth++;
    else if (/^[ \t]{0,99}<\/If/i.test(line)) depth--;
    else if (depth <= 0) names.push(...(/^[ \t]{0,99}([A-Za-z]{1,40})\b/.exec(line)?.slice(1) ?? []));
  }
  return names;
}

/** The entrypoint of the image and Apache do not; scripts of the project may enable modules, or change what is obeyed. */
function startsOtherwise(stage: Stage): boolean {
  const main = mainProcess(stage);
  return (
    main !== undefined && (main.entrypoint !== undefined || programName(main.argv[0]?.value) !== "apache2-foreground")
  );
}

function mayEnable(stage: Stage, module: string): boolean {
  return inherited(stage).some((instruction) => {
    const { keyword, argumentText, words, heredocs } = instruction;
    if (isCopy(instruction)) return /\/etc\b/.test(words.at(-1)?.value ?? "/etc");
    if (keyword !== "RUN") return false;
    return (
      heredocs.length > 0 ||
      /mods-enabled|LoadModule|AllowOverride|apache2\.conf|docker-php\.conf|\.sh\b|\b(?:make|ansible|curl|wget)\b/.test(
        argumentText,
      ) ||
      (argumentText.includes("a2enmod") && new RegExp(`\\b${module}\\b|\\$|\\*`).test(argumentText))
    );
  });
}
