/** Programs of Ruby with naive Dockerfiles, and what *Harden Dockerfile* makes of them. */

import type { Shape } from "../cases";

export const rubyServers: readonly Shape[] = [
  {
    title: "Ruby: Rails in a full image, with a library, time zones and a check",
    files: {
      ".dockerignore": ".git\n",
      Gemfile:
        'source "https://rubygems.org"\ngit_source(:github) { |repo| "https://github.com/#{repo}.git" }\nruby "3.3.5"\ngem "rails", "~> 7.2"\ngem "pg", "~> 1.5"\ngem "puma"\ngem "bootsnap", require: false\ngroup :development, :test do\n  gem "rspec-rails"\nend\n',
      "Gemfile.lock": "GEM\n  specs:\n    rails (7.2.0)\n",
      "bin/rails": "#!/usr/bin/env ruby\n",
      "config.ru": "\n",
    },
    before: `FROM ruby:3.3.5
RUN apt-get update -qq && apt-get install -y nodejs postgresql-client
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install
COPY . .
ENV RAILS_ENV=production
RUN bundle exec rails assets:precompile
EXPOSE 3000
HEALTHCHECK CMD curl -f http://localhost:3000/up || exit 1
CMD ["rails", "server", "-b", "0.0.0.0"]
`,
    after: `FROM ruby:3.3.5 AS build
RUN apt-get update -qq && apt-get install -y --no-install-recommends nodejs ca-certificates postgresql-client && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY Gemfile Gemfile.lock ./
ENV BUNDLE_WITHOUT=development:test
RUN bundle install

FROM ruby:3.3.5-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
RUN apt-get update -qq && apt-get install -y --no-install-recommends nodejs ca-certificates postgresql-client curl libpq5 tzdata && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV BUNDLE_WITHOUT=development:test
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --chown=app:app . .
ENV RAILS_ENV=production
RUN bundle exec rails assets:precompile && mkdir -p log tmp && chown -R app:app log tmp
EXPOSE 3000
HEALTHCHECK CMD curl -f http://localhost:3000/up || exit 1
RUN install -d -o app -g app db storage
USER app
CMD ["rails", "server", "-b", "0.0.0.0"]
`,
  },
  {
    title: "Ruby: Rails in a slim image with compilers, a start script",
    files: {
      ".dockerignore": ".git\n",
      Gemfile:
        'source "https://rubygems.org"\ngit_source(:github) { |repo| "https://github.com/#{repo}.git" }\nruby "3.3.5"\ngem "rails", "~> 7.2"\ngem "pg", "~> 1.5"\ngem "puma"\ngem "bootsnap", require: false\ngroup :development, :test do\n  gem "rspec-rails"\nend\n',
      "Gemfile.lock": "GEM\n  specs:\n    rails (7.2.0)\n",
      "bin/docker-entrypoint":
        '#!/bin/bash -e\nif [ "${1}" == "./bin/rails" ]; then\n  ./bin/rails db:prepare\nfi\nexec "${@}"\n',
      "bin/rails": "#!/usr/bin/env ruby\n",
      "config.ru": "\n",
    },
    before: `FROM ruby:3.3-slim
ENV RAILS_ENV=production BUNDLE_WITHOUT=development:test BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/usr/local/bundle
RUN apt-get update -qq && apt-get install --no-install-recommends -y build-essential libpq-dev libvips && rm -rf /var/lib/apt/lists/*
WORKDIR /rails
COPY . .
RUN gem install bundler:2.5.10 && bundle install && rm -rf /usr/local/bundle/cache
RUN ./bin/rails assets:precompile
ENTRYPOINT ["/rails/bin/docker-entrypoint"]
CMD ["./bin/rails", "server"]
`,
    after: `FROM ruby:3.3-slim AS build
ENV RAILS_ENV=production BUNDLE_WITHOUT=development:test BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/usr/local/bundle
RUN apt-get update -qq && apt-get install --no-install-recommends -y build-essential libpq-dev libvips && rm -rf /var/lib/apt/lists/*
WORKDIR /rails
COPY Gemfile Gemfile.lock ./
RUN gem install bundler:2.5.10 && bundle install && rm -rf /usr/local/bundle/cache

FROM ruby:3.3-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
ENV RAILS_ENV=production BUNDLE_WITHOUT=development:test BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/usr/local/bundle
RUN apt-get update -qq && apt-get install --no-install-recommends -y libpq5 libvips && rm -rf /var/lib/apt/lists/*
WORKDIR /rails
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --chown=app:app . .
RUN ./bin/rails assets:precompile && mkdir -p log tmp && chown -R app:app log tmp
RUN install -d -o app -g app db storage
USER app
ENTRYPOINT ["/rails/bin/docker-entrypoint"]
CMD ["./bin/rails", "server"]
`,
  },
  {
    title: "Ruby: Alpine",
    files: {
      ".dockerignore": ".git\n",
      Gemfile:
        'source "https://rubygems.org"\ngit_source(:github) { |repo| "https://github.com/#{repo}.git" }\nruby "3.3.5"\ngem "rails", "~> 7.2"\ngem "pg", "~> 1.5"\ngem "puma"\ngem "bootsnap", require: false\ngroup :development, :test do\n  gem "rspec-rails"\nend\n',
      "Gemfile.lock": "GEM\n  specs:\n    rails (7.2.0)\n",
      "bin/rails": "#!/usr/bin/env ruby\n",
      "config.ru": "\n",
    },
    before: `FROM ruby:3.3-alpine
RUN apk add --no-cache build-base postgresql-dev tzdata
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle config set --local without 'development test' && bundle install -j4
COPY . .
CMD bundle exec puma
`,
    after: `FROM ruby:3.3-alpine AS build
RUN apk add --no-cache build-base postgresql-dev tzdata
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle config set --local without 'development test' && bundle install -j4

FROM ruby:3.3-alpine
RUN addgroup -S app && adduser -S -G app app
RUN apk add --no-cache libstdc++ libpq tzdata
WORKDIR /app
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --chown=app:app . .
RUN install -d -o app -g app log tmp
USER app
CMD ["bundle", "exec", "puma"]
`,
  },
  {
    title: "Ruby: a setting for both stages",
    files: {
      ".dockerignore": ".git\n",
      Gemfile: 'source "https://rubygems.org"\ngem "sinatra"\ngem "puma"\ngem "mysql2"\n',
      "Gemfile.lock": "GEM\n  specs:\n    rails (7.2.0)\n",
      "bin/rails": "#!/usr/bin/env ruby\n",
      "config.ru": "\n",
    },
    before: `FROM ruby:3.4-bookworm
RUN bundle config --global frozen 1
WORKDIR /usr/src/app
COPY Gemfile Gemfile.lock ./
RUN bundle install
COPY . .
CMD ["bundle", "exec", "puma", "-p", "8080"]
`,
    after: `FROM ruby:3.4-bookworm AS build
RUN bundle config --global frozen 1
WORKDIR /usr/src/app
COPY Gemfile Gemfile.lock ./
RUN bundle install

FROM ruby:3.4-slim-bookworm
RUN groupadd --system app && useradd --system --create-home --gid app app
RUN apt-get update && apt-get install -y --no-install-recommends libmariadb3 && rm -rf /var/lib/apt/lists/*
RUN bundle config --global frozen 1
WORKDIR /usr/src/app
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --chown=app:app . .
RUN install -d -o app -g app log tmp
USER app
CMD ["bundle", "exec", "puma", "-p", "8080"]
`,
  },
];
