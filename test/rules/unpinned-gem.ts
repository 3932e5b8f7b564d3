import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN gem i bundler:1 [|nokogiri|] && gem install --no-document [|rake|] -- --use-system-libraries", undefined],
  ],
  valid: [
    "FROM ruby\nRUN gem install bundler -v 2 && gem install bundler --version='2' && gem install x.gem",
    "FROM ruby\nRUN gem install bundler:$V -- a b && gem update --system && gem install -g",
  ],
} satisfies Cases;
