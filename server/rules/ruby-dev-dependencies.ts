import { insertBefore, keywordLike } from "../edits/edits";
import { bundlerInstallsOf, devGroupDoubt, devGroupsOf } from "../packages/bundlerInstalls";
import { isForDevelopment, isNameForDevelopment } from "../stage/purpose";
import { subcommand } from "../syntax/shell";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["bundle"],
  id: "ruby-dev-dependencies",
  title: "Gems for development are installed into the final image",
  severity: "warning",
  category: "packages",
  practice: "production-dependencies",
  why:
    "`bundle install` brings all groups of the Gemfile: test runners, linters, consoles in the browser. " +
    "`BUNDLE_WITHOUT` leaves groups out, of the install and of what Bundler looks for when the application starts.",
  sources: ["https://bundler.io/man/bundle-config.1.html", "https://bundler.io/guides/groups.html"],
  bad: "FROM ruby:3.4-slim\nENV RAILS_ENV=production\nCOPY . .\nRUN bundle install",
  good: "FROM ruby:3.4-slim\nENV RAILS_ENV=production\nCOPY . .\nENV BUNDLE_WITHOUT=development:test\nRUN bundle install",
  files: { Gemfile: 'gem "rails"\ngroup :development, :test do\n  gem "debug"\nend\n' },

  *check(file, facts) {
    const groups = devGroupsOf(facts);
    if (!groups || groups.length === 0 || isForDevelopment(file, facts)) return;
    for (const stage of file.stages) {
      if (isNameForDevelopment(stage.name?.value)) continue;
      for (const { command, instruction, omitsGroups } of bundlerInstallsOf(stage)) {
        if (omitsGroups) continue;
        const line = `${keywordLike(file, instruction, "ENV")} BUNDLE_WITHOUT=${groups.join(":")}`;
        const doubt = devGroupDoubt(stage, facts);
        const edits = [insertBefore(file, instruction, line)];
        yield {
          span: subcommand(command) ?? command,
          message: `Bundler installs the gems for ${groups.join(" and ")} into the image, where nothing uses them`,
          // Where the gems are only copied from, the stage that ships would have to be told as well.
          fixes: stage.ships
            ? [{ title: "Set BUNDLE_WITHOUT", safe: false, optional: doubt !== undefined, doubt, edits }]
            : [],
        };
      }
    }
  },
} satisfies DockerfileRule;
