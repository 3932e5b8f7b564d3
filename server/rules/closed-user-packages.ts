import { isWhole, replace } from "../edits/edits";
import { removeItems } from "../edits/removal";
import { type ClosedPackages, closedPackages } from "../projects/closedPackages";
import type { Dockerfile, DockerfileRule, Edit, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: [".local", "--user"],
  id: "closed-user-packages",
  title: "The packages lie in the home of root, which the user may not enter",
  severity: "warning",
  category: "user",
  why:
    "`pip install --user` puts packages into `.local` of whoever runs it, and Python looks for them in the home of whoever it runs as. " +
    "`/root` has the mode 0700, so that another `USER` finds neither the packages nor their programs. Put them into the home of that user, or into a virtual environment.",
  sources: ["https://docs.python.org/3/library/site.html#site.USER_BASE"],
  bad:
    "FROM python:3.13-slim AS build\nRUN pip install --user --no-cache-dir flask==3.1.0\n\n" +
    "FROM python:3.13-slim\nRUN useradd --create-home app\nCOPY --from=build /root/.local /root/.local\nENV PATH=/root/.local/bin:$PATH\nUSER app",
  good:
    "FROM python:3.13-slim AS build\nRUN pip install --user --no-cache-dir flask==3.1.0\n\n" +
    "FROM python:3.13-slim\nRUN useradd --create-home app\nCOPY --from=build /root/.local /home/app/.local\nENV PATH=/home/app/.local/bin:$PATH\nUSER app",

  *check(file, facts) {
    const found = closedPackages(file, facts);
    if (!found) return;
    yield {
      span: found.word,
      message: `The container runs as ${found.user}, who may not enter /root: the packages in /root/.local are not found`,
      fixes: found.command ? withoutUser(file, found) : toHome(file, found),
    };
  },
} satisfies DockerfileRule;

function withoutUser(file: Dockerfile, { command, word }: ClosedPackages): Fix[] {
  if (!command || /^"/.test(word.text)) return [];
  return [{ title: "Install for all users", safe: false, edits: removeItems(file, command.words, [word]) }];
}

/** The destination, and the PATH with it. */
function toHome({ text }: Dockerfile, { instruction, word, home }: ClosedPackages): Fix[] {
  if (home === undefined || !isWhole(word)) return [];
  const { stage } = instruction;
  const values = (stage?.instructions ?? []).flatMap(({ assignments }) =>
    assignments.flatMap(({ value }) => value ?? []),
  );
  const edits: Edit[] = [word, ...values].flatMap((one) => {
    const written = text.slice(one.start, one.end);
    const moved = written.replaceAll(/\/root\/\.local(?![\w-])/g, `${home}/.local`);
    return moved === written ? [] : [replace(one, moved)];
  });
  return [{ title: `Copy them to ${home}/.local`, safe: false, edits }];
}
