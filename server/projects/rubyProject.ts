/** What a project of Ruby says: its gems, what they need of the image, and what its installs do. */

import { deletes } from "../packages/caches";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Facts, Instruction, Stage } from "../types";
import { memoize } from "../util/memoize";

/** The gems that the Gemfile names; undefined where they cannot be read. */
export const gemsOf = memoize(({ contents }: Facts): readonly string[] | undefined => {
  const lines = linesOf(contents?.get("Gemfile"));
  return lines?.flatMap((line) => /^gem[ (]{1,3}["']([\w-]{1,100})["']/.exec(line)?.[1] ?? []);
});

function linesOf(text: string | undefined): string[] | undefined {
  return text?.split(/\r?\n/).map((line) => line.trim());
}

/** Why what the Gemfile asks for may need more than gems, in a clause: sources that a `gemspec` asks git about, other files. */
export function gemfileDoubt({ contents, files = [] }: Facts): string | undefined {
  const lines = linesOf(contents?.get("Gemfile"));
  if (lines === undefined) return "what the Gemfile says is not known";
  const other = lines.find((line) =>
    /^gemspec\b|^eval_gemfile\b|^(?:path|git|github)\b.*\bdo$|^gem\b.*(?:\b(?:git|github|path|gist|bitbucket):|:(?:git|github|path)\s{0,9}=>)/.test(
      line,
    ),
  );
  if (other !== undefined) return `"${other.slice(0, 60)}" in the Gemfile is more than a gem`;
  if (files.includes(".bundle/config")) return "what .bundle/config says is not known";
  const tool = gemsOf({ contents } as Facts)?.find((name) => toolGems.has(name));
  return tool && `${tool} may start git or a compiler when it runs`;
}

/** Source: their documentation. */
const toolGems: ReadonlySet<string> = new Set(
  "git ruby-git RubyInline ffi-compiler rugged gollum gollum-lib".split(" "),
);

/** Files that the Gemfile reads beside itself. */
export function gemfileReads({ contents, files = [] }: Facts): readonly string[] {
  const text = contents?.get("Gemfile") ?? "";
  return [".ruby-version", ".tool-versions"].filter((name) => text.includes(name) && files.includes(name));
}

/** Libraries of Debian that gems link with where they are compiled. */
export const gemLibraries: Readonly<Record<string, readonly string[]>> = {
  pg: ["libpq5"],
  mysql2: ["libmariadb3"],
  rails: ["tzdata"],
  tzinfo: ["tzdata"],
  activesupport: ["tzdata"],
};

/** Whether a gem needs no library and no program besides those of the slim image. */
export function isPlainGem(name: string): boolean {
  return plainGems.has(name) || Object.hasOwn(gemLibraries, name);
}

/**
 * Gems that, with what they depend on, are Ruby alone, bring the libraries that they link with, or need those of Ruby
 * itself. Source: their files on rubygems.org.
 */
const plainGems: ReadonlySet<string> = new Set(
  (
    "puma unicorn thin falcon rack rackup sinatra sinatra-contrib roda hanami grape rake bundler bootsnap sqlite3 redis redis-client hiredis-client connection_pool " +
    "sidekiq sidekiq-cron resque delayed_job delayed_job_active_record good_job solid_queue solid_cache solid_cable propshaft sprockets sprockets-rails importmap-rails " +
    "turbo-rails stimulus-rails jbuilder jsbundling-rails cssbundling-rails tailwindcss-rails dartsass-rails thruster kamal tzinfo-data bcrypt devise " +
    "devise-jwt jwt omniauth omniauth-rails_csrf_protection pundit cancancan rolify activerecord sequel active_model_serializers alba blueprinter oj json multi_json " +
    "nokogiri faraday httparty rest-client excon typhoeus kaminari pagy will_paginate ransack friendly_id paper_trail money money-rails stripe slim slim-rails haml haml-rails " +
    "rack-cors rack-attack lograge sentry-ruby sentry-rails dotenv dotenv-rails figaro config byebug debug pry pry-rails rspec rspec-rails factory_bot factory_bot_rails " +
    "faker rubocop rubocop-rails rubocop-rails-omakase brakeman capybara selenium-webdriver web-console listen spring minitest simplecov webmock vcr shoulda-matchers " +
    "database_cleaner error_highlight letter_opener annotate bullet rubocop-rspec foreman sass-rails sassc-rails webpacker turbolinks coffee-rails uglifier " +
    "aws-sdk-s3 google-cloud-storage logger csv bigdecimal base64 mutex_m ostruct puma_worker_killer rack-protection erb irb prawn builder i18n rails-i18n concurrent-ruby zeitwerk dalli " +
    "prometheus-client newrelic_rpm skylight scout_apm honeybadger bugsnag rollbar elasticsearch bunny sneakers ruby-kafka graphql graphiql-rails view_component simple_form"
  ).split(" "),
);

/** What a command is for in a stage whose gems Bundler installs. */
export function purposesOfBundler(command: Command): readonly ("install" | "provide" | "cache")[] {
  const { words } = command;
  const text = words.map((word) => word.value ?? word.text).join(" ");
  if (runs(command, "bundle install", "bundler install") || text === "bundle") return ["install"];
  if (runs(command, "bundle config", "bundler config")) return ["provide"];
  if (runs(command, "gem install") && !hasFlag(command, "--install-dir", "-i", "--user-install", "--bindir", "-n"))
    return ["provide"];
  if (
    deletes(command, ["/usr/local/bundle/cache", "/root/.bundle"]) ||
    (runs(command, "rm") &&
      operands(command).every((word) => /BUNDLE_PATH|\/usr\/local\/bundle\/|\.bundle\//.test(word.text)))
  )
    return ["cache"];
  return [];
}

/** Why gems or settings may lie elsewhere than in the folder of the image, as a clause. */
export function bundlerPlaceDoubt(stage: Stage): string | undefined {
  const names = stage.instructions.flatMap(({ assignments }) => assignments.map(({ name }) => name.text));
  const moved = names.find((name) =>
    /^(?:GEM_HOME|GEM_PATH|BUNDLE_(?:APP_CONFIG|USER_\w+|GEMFILE|BIN|SYSTEM_BINDIR|CACHE_PATH))$/.test(name),
  );
  if (moved !== undefined) return `${moved} is set`;
  for (const instruction of stage.instructions) {
    if (instruction.keyword !== "RUN") continue;
    for (const command of instruction.script?.commands ?? []) {
      const isInstall = runs(command, "bundle install", "bundler install");
      if (
        isInstall &&
        hasFlag(
          command,
          "--path",
          "--deployment",
          "--system",
          "--gemfile",
          "--standalone",
          "--binstubs",
          "--target-rbconfig",
        )
      )
        return "bundle install is told where to install";
      if (!runs(command, "bundle config", "bundler config")) continue;
      const text = command.words.map((word) => word.value ?? word.text).join(" ");
      if (/\b(?:path|deployment|bin|gemfile|build\.\S+|system_bindir|frozen_path|cache_path)\b/i.test(text))
        return "bundle config says where to install";
      // What it writes to a home is not in the folder that is copied.
      if (!isSettings(instruction) && !/^bundle config set --local /.test(text))
        return "bundle config may write to the home of root";
    }
  }
  return undefined;
}

/** Whether a RUN does nothing but set what Bundler does, which both stages can do. */
export function isSettings({ keyword, script }: Instruction): boolean {
  const commands = keyword === "RUN" ? (script?.commands ?? []) : [];
  return commands.length > 0 && commands.every((command) => runs(command, "bundle config", "bundler config"));
}

/** The folder that gems go into, besides that of the image; undefined where no variable names another. */
export function bundlePath(stage: Stage): string | undefined {
  const path = stage.variable("BUNDLE_PATH");
  const isDeployment = /^(?:1|true)$/.test(stage.variable("BUNDLE_DEPLOYMENT") ?? "");
  return path ?? (isDeployment ? "vendor/bundle" : undefined);
}
