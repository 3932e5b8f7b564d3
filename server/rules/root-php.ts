import { everyService } from "../image/shipped";
import { phpServerOf } from "../servers/phpServers";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { insertUser, isRootUser } from "../stage/users";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["php"],
  id: "root-php",
  title: "The main process of PHP-FPM or Apache runs as root",
  severity: "hint",
  category: "user",
  practice: "unprivileged-user",
  hintsCount: true,
  why:
    "In the official images of PHP, only the processes that answer are `www-data`: the one that starts them stays root. It starts as " +
    "`www-data` just as well: PHP-FPM listens on 9000, and Apache wants a port of 1024 or higher, below which not every host lets others than root listen.",
  sources: ["https://github.com/docker-library/docs/blob/master/php/README.md"],
  bad: "FROM php:8.4-fpm\nCOPY . .",
  good: "FROM php:8.4-fpm\nCOPY . .\nUSER www-data",

  *check(file, facts) {
    const stage = file.final;
    if (!stage || stage.after.user || isForDevelopment(file, facts)) return;
    const server = phpServerOf(file, stage, facts);
    if (!server) return;
    if (everyService(file, facts, ({ user }) => user !== undefined && !isRootUser(user.value))) return;
    const { name, doubt } = server;
    const starts = mainProcess(stage)?.starts;
    yield {
      span: starts?.stage === stage ? starts.name : (stage.image ?? stage.from.name),
      message: `The main process of ${name} runs as root`,
      fixes: [
        {
          title: 'Run as the user "www-data"',
          safe: false,
          optional: doubt !== undefined,
          doubt,
          waits: true,
          edits: [insertUser(file, stage, "www-data")],
        },
      ],
    };
  },
} satisfies DockerfileRule;
