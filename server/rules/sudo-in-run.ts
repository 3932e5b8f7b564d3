import { byPosition, insertAfter, insertBefore } from "../edits/edits";
import { baseFacts, uidOf } from "../stage/users";
import { readArguments } from "../syntax/options";
import { commandsOf, type Run, unixCommands } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Edit, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["sudo"],
  id: "sudo-in-run",
  title: "USER says who runs an instruction, so that a build needs no sudo",
  severity: "warning",
  category: "user",
  aliases: ["DL3004"],
  why:
    "A build runs as root unless `USER` says otherwise, so that sudo mostly changes nothing, but has to be installed and stays in the image for whoever breaks into it. " +
    "Where an instruction needs another user, write `USER` before it and the old one behind it.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3004",
    "https://docs.docker.com/build/building/best-practices/#user",
  ],
  bad: "FROM debian:13-slim\nRUN sudo apt-get update",
  good: "FROM debian:13-slim\nRUN apt-get update",

  *check(file) {
    for (const run of commandsOf(file)) {
      const sudo = sudoCallOf(file, run.command);
      if (!sudo) continue;
      // To become somebody else for one command out of many is a matter of style.
      const severity = sudo.asUser ? "info" : undefined;
      yield { span: sudo.word, severity, fixes: fixes(file, run, sudo) };
    }
  },
} satisfies DockerfileRule;

interface Sudo {
  readonly word: Word;
  /** Who it runs the command as; undefined when that is not known, or when there is no command. */
  readonly user: string | undefined;
  /** It says who, by `-u`. */
  readonly asUser: boolean;
  /** Takes it away; undefined where it has options of weight, or is written in a way that hides its place. */
  readonly drop: Edit | undefined;
}

function sudoCallOf({ text }: Dockerfile, { name, words, wrappers, assignments }: Command): Sudo | undefined {
  if (name === "sudo" && words[0]) return { word: words[0], user: undefined, asUser: false, drop: undefined };
  const at = wrappers.findIndex(({ value }) => /^(?:\S*\/)?sudo$/.test(value ?? ""));
  const word = wrappers[at];
  if (!word) return undefined;
  const { options, operands } = readArguments({ name: "sudo", words: wrappers.slice(at) });
  const asUser = options.find(({ names }) => names.includes("-u") || names.includes("--user"));
  const user = !asUser ? "root" : asUser.attached ? asUser.attached.value : asUser.next?.value;
  const target = [...operands, ...assignments, ...words].filter(({ start }) => start > word.start).sort(byPosition)[0];
  const isLight = options.every(({ names }) =>
    names.every((option) => light.has(option) || /^-[EHnu]{2,}$/.test(option)),
  );
  const isPlain =
    target && text.slice(word.start, word.end) === word.text && !/[\r\n]/.test(text.slice(word.start, target.start));
  const drop = isLight && isPlain ? { start: word.start, end: target.start, text: "" } : undefined;
  return { word, user, asUser: asUser !== undefined, drop };
}

/** They only say which variables the command sees, and that nobody is there to be asked. */
const light = new Set(["-E", "-H", "-n", "-u", "--preserve-env", "--set-home", "--non-interactive", "--user"]);

function fixes(file: Dockerfile, { instruction }: Run, { user, drop }: Sudo): Fix[] {
  const { before, stage, onbuild } = instruction;
  if (!drop || user === undefined) return [];
  const current = !stage || uidOf(stage, before) === 0 ? "root" : before.user?.value;
  if (user === current) {
    // Whoever calls sudo in an image that nothing is known of may have to.
    const optional = !before.user && stage !== undefined && baseFacts(stage)?.defaultUser === undefined;
    return [{ title: "Drop sudo", safe: false, edits: [drop], optional }];
  }
  const all = unixCommands(instruction).map((command) => sudoCallOf(file, command));
  const drops = all.flatMap((sudo) => (sudo?.user === user ? (sudo.drop ?? []) : []));
  if (current === undefined || onbuild || drops.length < all.length) return [];
  const around = [insertBefore(file, instruction, `USER ${user}`), insertAfter(file, instruction, `USER ${current}`)];
  return [{ title: `Run it as USER ${user} instead`, safe: false, edits: [...around, ...drops] }];
}
