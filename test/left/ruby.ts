/** Projects of Ruby that stay in one stage, and why. */

import type { Left } from "../compiled.test";

const files = {
  Gemfile: 'source "https://rubygems.org"\ngem "sinatra"\ngem "puma"\n',
  "Gemfile.lock": "GEM\n",
  "config.ru": "",
};
const text = `FROM ruby:3.4
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install
COPY . .
CMD ["bundle", "exec", "puma"]
`;

function other(
  title: string,
  reason: string | undefined,
  from = "",
  to = "",
  more: Readonly<Record<string, string>> = {},
): Left {
  return { title: `Ruby: ${title}`, reason, files: { ...files, ...more }, text: text.replace(from, to) };
}

const gem = (line: string) => ({ Gemfile: `${files.Gemfile}${line}\n` });

export const rubyLeft: readonly Left[] = [
  other("as it is", undefined),
  { title: "Ruby: no lock file", reason: "no Gemfile.lock", text, files: { Gemfile: "" } },
  other("a tag of another form", "slim variant", "3.4", "latest"),
  other("a gem that needs more", "Whether rmagick", "", "", gem('gem "rmagick"')),
  other("a gem that starts git", "git may start git", "", "", gem('gem "git"')),
  other("a gem from a repository", "more than a gem", "", "", gem('gem "a", github: "a/b"')),
  other("a gem of its own", "more than a gem", "", "", gem("gemspec")),
  other("a gem that is linked", undefined, "", "", gem('gem "pg", "~> 1.5"')),
  other("gems elsewhere by a variable", "GEM_HOME is set", "WORKDIR", "ENV GEM_HOME=/gems\nWORKDIR"),
  other("gems elsewhere by an option", "told where", "bundle install", "bundle install --deployment"),
  other("gems elsewhere by a setting", "says where", "bundle", "bundle config set --local path x && bundle"),
  other("a setting in the home", "home of root", "bundle", "bundle config set without test && bundle"),
  other("a setting in a RUN of its own", undefined, "WORKDIR", "RUN bundle config --global frozen 1\nWORKDIR"),
  other("a folder by a variable", undefined, "WORKDIR", "ENV BUNDLE_DEPLOYMENT=1\nWORKDIR"),
  other("gems of the computer that builds", "would lie over", "", "", { "vendor/bundle/a.rb": "" }),
  other("Bundler itself is another user's", "another user than root", "RUN", "USER 1000\nRUN"),
  other("a RUN of another kind", 'what "./setup" does', "WORKDIR", "RUN ./setup\nWORKDIR"),
  other("a program of the full image", 'runs "convert"', 'CMD ["bundle", "exec", "puma"]', 'CMD ["convert", "a"]'),
  other("a check by a program that may not be there", 'runs "jq"', "CMD", "HEALTHCHECK CMD jq . /tmp/health\nCMD"),
];
