/** Programs that start as root and go on as somebody else by themselves. */

import { unprivilegedAccount } from "../stage/users";
import type { Dockerfile, Facts, Stage } from "../types";
import { baseName } from "../util/paths";
import { otherNodeSources, otherPythonSources } from "./otherPrograms";
import type { Doubt } from "./writeNeeds";

/**
 * The sources of a program that become another user, which nobody but root may: a source that asks first who it is, or
 * that becomes the very user whom the image would be given, goes on as before.
 */
export function givenUpBySources(file: Dockerfile, stage: Stage, facts: Facts): Doubt[] {
  const account = unprivilegedAccount(stage)?.name;
  return [...(facts.contents ?? [])].flatMap(([path, text]): Doubt[] => {
    const row = becoming.find(({ sources }) => sources.test(path));
    if (!row || row.asking.test(text)) return [];
    const calls = [...text.matchAll(row.call)].filter(([, , name]) => name === undefined || name !== account);
    const [first] = calls;
    if (!first || otherNodeSources(file, facts).has(path) || otherPythonSources(file, facts).has(path)) return [];
    return [{ doubt: `${baseName(path)} becomes another user by itself (${first[1]}), which only root may` }];
  });
}

/** Calls, and the name that they are given where it is written out. Sources: nodejs.org/api/process.html, docs.python.org/3/library/os.html. */
const becoming: readonly { readonly sources: RegExp; readonly call: RegExp; readonly asking: RegExp }[] = [
  {
    sources: /\.[cm]?[jt]s$/,
    call: /\bprocess\??\.(set(?:e?[ug]id|groups)|initgroups)(?:\?\.|!)?\(\s{0,9}(?:["']([\w-]{1,32})["'])?/g,
    asking: /\bgete?uid\b/,
  },
  {
    sources: /\.py$/,
    call: /^(?![ \t]{0,40}#).{0,200}?\bos\.(set(?:re|e)?[ug]id|setgroups|initgroups)\((?:["']([\w-]{1,32})["'])?/gm,
    asking: /\bgete?uid\b/,
  },
];
