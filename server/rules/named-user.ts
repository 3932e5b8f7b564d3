import { isWhole, replace } from "../edits/edits";
import { baseFacts, createdAccounts } from "../stage/users";
import { sections } from "../syntax/sections";
import type { DockerfileRule, Fix, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "named-user",
  title: "USER is a name, which only the image can turn into a number",
  severity: "off",
  category: "user",
  aliases: ["DL3066"],
  why:
    "Kubernetes cannot tell whether a name stands for root: with `runAsNonRoot` it starts an image only when its " +
    "`USER` is a number. Names read better, so that this matters to clusters only.",
  sources: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
  bad: "FROM node:24-slim\nUSER node",
  good: "FROM node:24-slim\nUSER 1000",

  *check(file) {
    for (const section of sections(file)) {
      const stage = section[0]?.stage;
      const image = stage && baseFacts(stage);
      // Windows has no such numbers.
      if (image?.family === "windows") continue;
      let accounts: readonly Numbers[] | undefined;
      for (const { keyword, onbuild, words } of section) {
        const [word] = words;
        const name = word?.value?.split(":")[0];
        if (keyword !== "USER" || onbuild || !word || word.text.includes("$") || !name || /^\d+$/.test(name)) continue;
        accounts ??= stage ? accountsOf(stage) : [];
        yield {
          span: word,
          message: `${name} is a name, which only the image can turn into a number`,
          fixes: fixes(word, accounts),
        };
      }
    }
  },
} satisfies DockerfileRule;

interface Numbers {
  readonly name: string;
  readonly uid: number | undefined;
  readonly group: string | undefined;
  readonly gid: number | undefined;
}

/** The accounts of a stage: root, what its image ships, what it creates; the last of a name counts. */
function accountsOf(stage: Stage): readonly Numbers[] {
  const root = { name: "root", uid: 0, group: "root", gid: 0 };
  const app = baseFacts(stage)?.appUser;
  const created = createdAccounts(stage).map(({ name, uid, group }) => ({ name, uid, group, gid: undefined }));
  return [root, ...(app ? [app] : []), ...created];
}

function fixes(word: Word, accounts: readonly Numbers[]): Fix[] {
  const [name, group] = (word.value ?? "").split(":");
  const uid = accounts.findLast((account) => account.name === name)?.uid;
  const gid = /^\d+$/.test(group ?? "") ? group : accounts.findLast((account) => account.group === group)?.gid;
  if (word.text !== word.value || !isWhole(word) || uid === undefined || (group !== undefined && gid === undefined))
    return [];
  const number = group === undefined ? String(uid) : `${uid}:${gid}`;
  return [{ title: `Write ${number}`, safe: false, edits: [replace(word, number)] }];
}
