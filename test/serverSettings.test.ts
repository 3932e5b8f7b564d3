/** What settings of servers name to be written, of which the user of the container gets the folder. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { serverWrites } from "../server/demotion/serverSettings";
import { imageFiles } from "../server/image/imageFiles";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsOf } from "./cases";

const logging = (args: string) =>
  `[handlers]\nkeys=f\n[handler_f]\nclass=logging.handlers.RotatingFileHandler\nlevel=INFO\nargs=${args}\n`;

/** The text of a file, and the folders that it has written to by a server in /app; "?" where that cannot be told. */
const cases: readonly (readonly [path: string, text: string, folders: readonly string[]])[] = [
  ["uwsgi.ini", "[uwsgi]\nsocket = /run/shop/a.sock\npidfile=/var/run/a.pid\n", ["/run/shop", "/var/run"]],
  ["uwsgi.ini", "[uwsgi]\nhttp-socket = :8000\nsocket = 127.0.0.1:3031\nlogto = /dev/stdout\n", []],
  ["deploy/shop.ini", "[uwsgi]\nlogto2 = logs/%n.log\nlogger = app file:/var/log/shop/a.log\n", ["?", "/var/log/shop"]],
  ["other.ini", "[other]\nsocket = /run/shop/a.sock\n", []],
  ["logging.conf", logging("('/var/log/api/api.log', 'a', 1000, 3)"), ["/var/log/api"]],
  ["logging.ini", logging('("api.log",)'), ["/app"]],
  ["logging.ini", logging('("%(logs)s/api.log",)'), ["?"]],
  ["logging.conf", "[handler_c]\nclass=StreamHandler\nargs=(sys.stdout,)\n", []],
  ["config/logging.yaml", "handlers:\n  file:\n    class: logging.FileHandler\n    filename: /logs/a.log\n", ["/logs"]],
  ["log_config.json", '{"class": "logging.FileHandler", "filename": "logs/a.log"}', ["/app/logs"]],
  ["logging.yaml", "handlers:\n  out:\n    class: logging.StreamHandler\n", []],
  ["alembic.ini", "[alembic]\nsqlalchemy.url = sqlite:///./data/shop.db\n", ["/app/data"]],
  ["alembic.ini", "[alembic]\nsqlalchemy.url = sqlite+aiosqlite:////data/shop.db?x=1\n", ["/data"]],
  ["db/alembic.ini", "sqlalchemy.url = sqlite:///%(here)s/shop.db\n", ["/app/db"]],
  ["alembic.ini", "# sqlalchemy.url = sqlite:///a.db\nsqlalchemy.url = driver://u@localhost/a\n", []],
  ["config/settings.toml", 'url = "sqlite:///:memory:"\n', []],
  ["settings.yaml", "database:\n  url: 'sqlite:///var/a.db'\n", ["/app/var"]],
  ["docs/settings.yaml", "url: sqlite:///var/a.db\n", []],
  ["hypercorn.toml", 'accesslog = "-"\nerrorlog = "/logs/e.log"\n', ["/logs"]],
  ["gunicorn.conf", 'bind = ":80"\npidfile = "/run/app/a.pid"\n', ["/run/app"]],
  ["tests/uwsgi.ini", "[uwsgi]\npidfile=/var/run/a.pid\n", []],
];

describe("settings of servers", () => {
  for (const [path, text, folders] of cases) {
    test(`${path}: ${JSON.stringify(text)}`, async () => {
      const dockerfile = "FROM python:3.12\nWORKDIR /app\n";
      const file = parseDockerfile(dockerfile);
      const facts = await factsOf({ files: { [path]: text } }, dockerfile);
      const view = imageFiles(file, facts).after(file.final ?? assert.fail());
      const found = serverWrites("/app", view, facts).map((need) => ("doubt" in need ? "?" : need.path));
      assert.deepEqual(found, folders);
    });
  }
});
