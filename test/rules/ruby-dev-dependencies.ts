import type { Cases } from "../cases";

const groups = 'gem "rails"\ngroup :development, :test do\n  gem "rspec-rails"\nend\n';
const files = { Gemfile: groups, "Gemfile.lock": "", Rakefile: 'require_relative "config/application"\n' };
const naive =
  "FROM ruby:3.4\nENV RAILS_ENV=production\nWORKDIR /app\nCOPY . .\nRUN bundle [|install|]\nCMD rails server";
const fixed = naive.replace("RUN bundle [|install|]", "ENV BUNDLE_WITHOUT=development:test\nRUN bundle install");
const plain = naive.replace("[|install|]", "install");

export default {
  invalid: [
    [naive, fixed, { files }],
    [
      naive.replace("bundle [|install|]", "gem install bundler && bundle [|install|] --jobs 4"),
      fixed.replace("bundle install", "gem install bundler && bundle install --jobs 4"),
      { files },
    ],
    [naive, fixed.replace("development:test", "test"), { files: { Gemfile: 'gem "rspec", group: :test\n' } }],
    // Somebody has to decide.
    [naive.replace("RAILS_ENV=production", "A=b"), fixed.replace("RAILS_ENV=production", "A=b"), { files }],
    [naive, fixed, { files: { ...files, Rakefile: 'require "rspec/core/rake_task"\n' } }],
    [`${naive}\nRUN bundle exec rspec`, `${fixed}\nRUN bundle exec rspec`, { files }],
    // The stage that ships looks for the gems as well.
    [
      `${naive.replace("3.4", "3.4 AS build")}\nFROM ruby:3.4-slim\nCOPY --from=build /usr/local/bundle /usr/local/bundle`,
      undefined,
      { files },
    ],
  ],
  valid: [
    plain,
    [fixed, { files }],
    [plain, { files: { Gemfile: 'gem "rails"\n' } }],
    [plain.replace("RUN", "RUN bundle config set --local without 'development test'\nRUN"), { files }],
    [plain.replace("RUN bundle", "RUN BUNDLE_WITHOUT=test bundle"), { files }],
    [plain, { files, path: "Dockerfile.dev" }],
    ["FROM ruby:3.4 AS test\nCOPY . .\nRUN bundle install\nFROM ruby:3.4\nCOPY . .", { files }],
    [plain.replace("bundle install", "bundle exec rake"), { files }],
  ],
} satisfies Cases;
