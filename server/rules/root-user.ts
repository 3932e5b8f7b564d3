import { demote, type SetUser } from "../demotion/demote";
import { insertBefore, replace } from "../edits/edits";
import { everyService } from "../image/shipped";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { baseFacts, dropsRoot, inherited, insertUser, isRootUser, needsRoot } from "../stage/users";
import type { Dockerfile, DockerfileRule, Facts, Finding, Instruction, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "root-user",
  title: "The last USER of the final stage is root",
  severity: "warning",
  category: "user",
  practice: "unprivileged-user",
  aliases: ["DL3002"],
  why:
    "The last `USER` is who the container runs as, and as root whoever breaks into the app owns the whole container. " +
    "Be root only for the steps that need it, and switch back before `CMD` or `ENTRYPOINT`.",
  sources: [
    "https://docs.docker.com/build/building/best-practices/#user",
    "https://github.com/hadolint/hadolint/wiki/DL3002",
  ],
  bad: 'FROM node:24\nUSER root\nRUN apt-get update\nCMD ["node", "server.js"]',
  good: 'FROM node:24\nUSER root\nRUN apt-get update\nUSER node\nCMD ["node", "server.js"]',

  *check(file, facts) {
    const stage = file.final;
    const user = stage?.after.user;
    const word = user?.set.words[0];
    if (!stage || !user || !word || !isRootUser(user.value) || dropsRoot(stage, facts)) return;
    if (everyService(file, facts, ({ user: chosen }) => chosen !== undefined && !isRootUser(chosen.value))) return;
    const isDevelopment = isForDevelopment(file, facts);
    yield {
      span: word,
      message: `The container runs as ${user.value}, so whoever breaks into it can do anything there`,
      // What starts nothing is there to build on.
      severity: isDevelopment || !mainProcess(stage) ? "info" : undefined,
      ...switchBack(file, stage, facts, { set: user.set, word, isOptional: isDevelopment }),
    };
  },
} satisfies DockerfileRule;

/** Back to the user before, or to the one of the base image; else to the account at hand. */
function switchBack(
  file: Dockerfile,
  stage: Stage,
  facts: Facts,
  { set, word, isOptional }: { set: Instruction; word: Word; isOptional: boolean },
): Pick<Finding, "fixes" | "note"> {
  const following = stage.instructions.slice(stage.instructions.indexOf(set) + 1);
  const isReplaced = set.stage === stage && !following.some(needsRoot);
  const setUser: SetUser = (user, above) => {
    if (!isReplaced) return [insertUser(file, stage, user, above)];
    return [...(above.length > 0 ? [insertBefore(file, set, ...above)] : []), replace(word, user)];
  };
  const previous = inherited(stage).findLast(
    ({ keyword, words: [name] }) => keyword === "USER" && name?.value && !isRootUser(name.value),
  );
  const own = previous?.words[0]?.text ?? baseFacts(stage)?.defaultUser;
  const isAnother = own !== undefined && !isRootUser(own);
  // An author who goes back to root below the user of the steps above may do so for what the image itself starts.
  const isForStart = previous?.stage === stage && isReplaced && !mainProcess(stage) && baseFacts(stage) === undefined;
  const doubt = isForStart ? "nobody can tell from here what its image starts, and whether that needs root" : undefined;
  return demote(file, stage, facts, setUser, { user: isAnother ? own : undefined, isOptional, doubt });
}
