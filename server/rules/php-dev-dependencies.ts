import { addArguments } from "../edits/edits";
import { composerInstallsOf, devPackageDoubt } from "../packages/composerInstalls";
import { composerProject } from "../packages/composerProject";
import { isForDevelopment, isNameForDevelopment } from "../stage/purpose";
import { commandsIn } from "../syntax/runs";
import { hasFlag, runs, subcommand } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Facts, Finding } from "../types";

export default {
  on: "Dockerfile",
  needs: ["composer"],
  id: "php-dev-dependencies",
  title: "Development packages of PHP are installed into the final image",
  severity: "warning",
  category: "packages",
  practice: "production-dependencies",
  why:
    "`composer install` brings what composer.json requires for development unless it is told not to: test runners, debuggers with a console in the browser. " +
    "`--no-dev` leaves them out, and `--optimize-autoloader` has classes found without a look at the disk.",
  sources: [
    "https://getcomposer.org/doc/03-cli.md#install-i",
    "https://getcomposer.org/doc/articles/autoloader-optimization.md",
  ],
  bad: "FROM php:8.4-fpm\nCOPY --from=composer:2.8 /usr/bin/composer /usr/bin/composer\nCOPY . .\nRUN composer install",
  good: "FROM php:8.4-fpm\nCOPY --from=composer:2.8 /usr/bin/composer /usr/bin/composer\nCOPY . .\nRUN composer install --no-dev --optimize-autoloader",
  files: { "composer.json": '{"require-dev": {"phpunit/phpunit": "^12"}}' },

  *check(file, facts) {
    const project = composerProject(facts);
    if (!project || isForDevelopment(file, facts)) return;
    const stages = file.stages.filter(({ name }) => !isNameForDevelopment(name?.value));
    for (const install of stages.flatMap(composerInstallsOf)) {
      const { command, omitsDev } = install;
      if (omitsDev) {
        yield* slowAutoloader(file, command, facts);
        continue;
      }
      if (project.devPackages.length === 0 || hasFlag(command, "--dev")) continue;
      const options = hasFlag(command, ...optimizations) ? "--no-dev" : "--no-dev --optimize-autoloader";
      const verb = subcommand(command);
      const edit = verb && addArguments(command, options, verb);
      const doubt = devPackageDoubt(project, install, facts);
      yield {
        span: verb ?? command,
        message: "composer installs the packages for development into the image, where nothing uses them",
        fixes: edit && [{ title: `Add ${options}`, safe: false, optional: doubt !== undefined, doubt, edits: [edit] }],
      };
    }
  },
} satisfies DockerfileRule;

/** Of what leaves them out, that each class is looked for on the disk, unless settings, or another command, see to that. */
function* slowAutoloader(file: Dockerfile, command: Command, { contents }: Facts): Iterable<Finding> {
  const settings = contents?.get("composer.json") ?? "optimize-autoloader";
  const isDone = hasFlag(command, ...optimizations) || /optimize-autoloader|classmap-authoritative/.test(settings);
  const isLater = file.instructions
    .flatMap((it) => commandsIn(it))
    .some((other) => runs(other, ...dumps) && other.start > command.start);
  const verb = subcommand(command);
  const edit = verb && addArguments(command, "--optimize-autoloader", verb);
  if (isDone || isLater || !edit) return;
  yield {
    span: verb,
    severity: "hint",
    message: "composer looks for each class on the disk when the program runs, unless it is told to make a map of them",
    fixes: [{ title: "Add --optimize-autoloader", safe: false, edits: [edit] }],
  };
}

/** What may make that map afterwards. */
const dumps = ["composer dump-autoload", "composer dumpautoload", "composer.phar dump-autoload"];

const optimizations = ["-o", "--optimize-autoloader", "-a", "--classmap-authoritative", "--no-autoloader"];
