/** What supervisord starts as root, by the sections of its settings. Source: supervisord.org/configuration.html. */

import type { Facts, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { baseName } from "../util/paths";
import { among } from "../util/reads";
import { programsStarted, reasonOfServer } from "./daemons";
import { isRootUser } from "./users";

const settings = filterOnce((path) => /supervisor/.test(path) && /\.(?:conf|ini)$/.test(path));

export const supervisorReads = among(8, settings);

/**
 * Why a container that starts supervisord runs as root, as a clause; "none" where supervisord itself goes on as another
 * user; undefined where the stage does not start it, or its settings are not known.
 */
export function supervisorDoubt(stage: Stage, facts: Facts): string | "none" | undefined {
  if (!programsStarted(stage).includes("supervisord")) return undefined;
  const found = sections(facts);
  const own = supervisorUser(facts);
  if (own !== undefined && !isRootUser(own)) return "none";
  const programs = found.filter(({ kind, command }) => kind === "program" && command !== undefined);
  const ofRoot = programs.filter(({ user }) => user === undefined || isRootUser(user));
  const [first, ...more] = ofRoot.filter(({ command }) => reasonOfServer(command) === undefined);
  if (!first) return undefined;
  const names = more.length > 0 ? `${first.name} and ${more.length} more` : first.name;
  return `supervisord runs ${names} as root, to which ${baseName(first.path)} gives no user of its own`;
}

/** Whom supervisord itself becomes, by the settings of the context: root, too. Nobody else than root may name anybody there. */
export function supervisorUser(facts: Facts): string | undefined {
  return sections(facts).findLast(({ kind, user }) => kind === "supervisord" && user !== undefined)?.user;
}

function sections({ files = [], contents }: Facts): (Section & { readonly path: string })[] {
  return settings(files).flatMap((path) => {
    const text = contents?.get(path);
    return text === undefined ? [] : sectionsOf(text).map((section) => ({ ...section, path }));
  });
}

interface Section {
  /** "program", "supervisord". */
  readonly kind: string;
  readonly name: string;
  readonly user: string | undefined;
  readonly command: string | undefined;
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  for (const line of text.split("\n")) {
    const title = /^\[(?:fcgi-)?([\w-]+)(?::([^\]]+))?\]/.exec(line);
    if (title) sections.push({ kind: title[1] ?? "", name: title[2] ?? "", user: undefined, command: undefined });
    const [, key, value] = /^(user|command)\s*=\s*([^\s;]+)/.exec(line) ?? [];
    const last = sections.at(-1);
    if (key && last) sections[sections.length - 1] = { ...last, [key]: value };
  }
  return sections;
}
