/** Where a container writes, by variables, settings, volumes and folders that are made for it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isEmpty, madeFolders } from "../server/demotion/madeFolders";
import { textsOfProgram } from "../server/demotion/nodeFiles";
import { databaseIn, pathIn, sqliteSchema, variablesOf } from "../server/demotion/pathVariables";
import { rootHomes } from "../server/demotion/rootHomes";
import { settingsFiles } from "../server/demotion/settingsFiles";
import { homeKeeper, startWrites } from "../server/demotion/toolWrites";
import { volumesOf } from "../server/demotion/volumes";
import { isDoubt } from "../server/demotion/writeNeeds";
import { imageFiles } from "../server/image/imageFiles";
import { parentOf } from "../server/image/model";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Facts, Files } from "../server/types";

async function read(text: string, files: Files = {}) {
  const file = parseDockerfile(text);
  return { file, stage: file.final ?? assert.fail(text), facts: await factsAround(files, "Dockerfile", text) };
}

/** A variable, and what it names: "path", "path/" for a folder, "~" in front for one from the folder of a schema. */
const named: readonly (readonly [name: string, value: string, path: string | undefined])[] = [
  ["DATABASE_URL", "file:./dev.db", "~./dev.db"],
  ["DATABASE_URL", "file:/data/dev.db?mode=rwc", "/data/dev.db"],
  ["DATABASE_URL", "sqlite:///app.db", "app.db"],
  ["DATABASE_URL", "sqlite:////data/app.db", "/data/app.db"],
  ["DATABASE_URL", "sqlite+aiosqlite:///a.db", "a.db"],
  ["DATABASE_URL", "jdbc:sqlite:/data/a.db", "/data/a.db"],
  ["DATABASE_URL", "sqlite://:memory:", undefined],
  ["DATABASE_URL", "postgres://db/app", undefined],
  ["DB", "/data/app.sqlite", "/data/app.sqlite"],
  ["UPLOAD_DIR", "/data/uploads", "/data/uploads/"],
  ["UPLOAD_DIR", "uploads", "uploads/"],
  ["LOG_FILE", "/var/log/app", "/var/log/app"],
  ["LOG_PATH", "/var/log/app.txt", "/var/log/app.txt"],
  ["STORAGE_PATH", "/data", "/data/"],
  ["STORAGE_PATH", "/users/list", undefined],
  ["API_PATH", "/data", undefined],
  ["PATH", "/data", undefined],
  ["CONFIG_FILE", "/etc/a.conf", undefined],
  ["UPLOAD_DIR", "$HOME/a", undefined],
  ["UPLOAD_DIR", "123", undefined],
  ["UPLOAD_DIR", "", undefined],
  ["NAME", "/data", undefined],
];

describe("paths in variables", () => {
  for (const [name, value, path] of named) {
    test(`${name}=${value}`, () => {
      const found = pathIn(name, value);
      const drawn = found && `${found.isOfSchema ? "~" : ""}${found.path}${found.isFolder ? "/" : ""}`;
      assert.equal(drawn, path);
    });
  }

  test("an address names the file of a database", () => {
    assert.equal(databaseIn("file:///data/a.db")?.path, "/data/a.db");
    assert.equal(databaseIn("https://a.com"), undefined);
    assert.equal(databaseIn(""), undefined);
  });

  test("variables of the container, what is set when it runs first", async () => {
    const { file, facts } = await read("FROM node:24\nARG C=1\nENV A=image B=image\n", {
      ".env": 'A=file # why\nexport D="x y" # z\n#E=1\n',
      "compose.yaml": "services:\n  web:\n    build: .\n    environment:\n      A: compose\n",
      "fly.toml": '[env]\n  F = "fly"\n[build]\n  G = "no"\n',
    });
    const found = variablesOf(file, facts);
    assert.deepEqual(
      found.get("A")?.map(({ value, by }) => `${value} (${by})`),
      ["compose (compose)", "file (.env)", "image (ENV)"],
    );
    const values = ["B", "C", "D", "E", "F", "G"].map((name) => found.get(name)?.[0]?.value);
    assert.deepEqual(values, ["image", undefined, "x y", undefined, "fly", undefined]);
  });

  test("the schema of Prisma that has SQLite for its database", () => {
    const facts = (text: string): Facts => ({
      today: "",
      files: ["prisma/schema.prisma"],
      contents: new Map([["prisma/schema.prisma", text]]),
    });
    assert.deepEqual(sqliteSchema(facts('provider = "sqlite"\n  url = "file:./a.db"')), {
      folder: "prisma",
      url: "file:./a.db",
    });
    assert.deepEqual(sqliteSchema(facts('provider="sqlite"\nurl = env("X")')), { folder: "prisma", url: undefined });
    assert.equal(sqliteSchema(facts('provider = "postgresql"')), undefined);
    assert.equal(sqliteSchema({ today: "" }), undefined);
  });
});

/** Text of application.properties and the like, and the folder that it is written to by a program in /app. */
const settings: readonly (readonly [path: string, text: string, folders: readonly string[]])[] = [
  ["appsettings.json", '{"Default": "Data Source=/data/app.db"}', ["/data"]],
  ["appsettings.json", '{"Default": "DataSource=app.db;Cache=Shared"}', ["/app"]],
  ["appsettings.json", '{"Default": "Data Source=server,1433"}', []],
  ["appsettings.Production.json", '{"Default": "Filename=db/app.sqlite "}', ["/app/db"]],
  ["src/main/resources/application.properties", "spring.datasource.url=jdbc:h2:file:/data/h2\n", ["/data"]],
  ["application.yml", "url: jdbc:h2:mem:test\n", []],
  ["application.yml", "url: jdbc:sqlite:/data/a.db?x=1\n", ["/data"]],
  ["application.properties", "logging.file.name=/logs/app.log\n", ["/logs"]],
  [
    "application.yml",
    "server:\n  port: 80\nlogging:\n  level: x\n  file:\n    # Here\n    name: /logs/app.log\n",
    ["/logs"],
  ],
  ["application.yml", "app:\n  file:\n    name: /logs/app.log\nlogging:\n  file: logs/a.log\n", ["/app/logs"]],
  ["other.json", "Data Source=/data/app.db ", []],
];

describe("settings that name files", () => {
  for (const [path, text, folders] of settings) {
    test(`${path}: ${text.trim()}`, () => {
      const stage = parseDockerfile("FROM eclipse-temurin:21\nWORKDIR /app\n").final ?? assert.fail();
      const named = settingsFiles(stage, { today: "", contents: new Map([[path, text]]) });
      assert.deepEqual(
        named.map(({ path }) => parentOf(path)),
        folders,
      );
    });
  }

  test("not for other programs, and not from an unknown folder", () => {
    const contents = new Map([["appsettings.json", "Data Source=/data/app.db "]]);
    for (const text of ["FROM node:24\nWORKDIR /app", "FROM eclipse-temurin:21\nWORKDIR $X"]) {
      assert.deepEqual(settingsFiles(parseDockerfile(text).final ?? assert.fail(), { today: "", contents }), []);
    }
  });
});

describe("folders for the program", () => {
  test("that something is mounted on, read-only ones left out", async () => {
    const compose =
      "services:\n  web:\n    build: .\n    volumes:\n      - data:/data\n      - ./a:/a:ro\n      - ./b:/b\nvolumes:\n  data:\n";
    const { file, stage, facts } = await read("FROM node:24\nWORKDIR /app\nVOLUME uploads\nVOLUME $X\n", {
      "compose.yaml": compose,
      "fly.toml": '[mounts]\n  destination = "/fly"\n',
    });
    const drawn = volumesOf(file, stage, facts).map(
      ({ path, by, host }) => `${path ?? "?"} ${by}${host === undefined ? "" : " host"}`,
    );
    assert.deepEqual(drawn, ["/app/uploads VOLUME", "? VOLUME", "/data compose", "/b compose host", "/fly fly.toml"]);
  });

  test("that RUN makes and nothing fills", async () => {
    const made = async (text: string) => {
      const { file, stage, facts } = await read(`FROM node:24\nWORKDIR /app\n${text}\n`);
      const view = imageFiles(file, facts).after(stage);
      return madeFolders(stage, view).join(" ");
    };
    assert.equal(await made("RUN mkdir /data"), "/data");
    assert.equal(await made("RUN install -d /x/y"), "/x /x/y");
    assert.equal(await made("RUN mkdir -p logs && cd logs"), "/app/logs");
    assert.equal(await made("RUN mkdir src\nCOPY src src/"), "");
    assert.equal(await made("RUN mkdir $X"), "");
    assert.equal(await made("RUN a"), "");
  });

  test("that are empty, as far as known", async () => {
    const { file, stage, facts } = await read("FROM node:24\nRUN mkdir /a /b && ./x /b\n");
    const view = imageFiles(file, facts).after(stage);
    assert.equal(isEmpty("/a", view), false);
    const known = await read("FROM node:24\nRUN mkdir /a\n");
    assert.equal(isEmpty("/a", imageFiles(known.file, known.facts).after(known.stage)), true);
  });
});

describe("why another user cannot start it", () => {
  for (const [text, doubt] of [
    ['WORKDIR /root/app\nCMD ["node", "a.js"]', /the program lies in \/root/],
    ['CMD ["/root/a"]', /what is started lies in \/root/],
    ["ENV PATH=/root/.local/bin:$PATH\nCMD a", /PATH leads to programs in \/root/],
    ['WORKDIR /rooted\nCMD ["a"]', undefined],
    ['CMD ["a"]', undefined],
  ] as const) {
    test(JSON.stringify(text), async () => {
      const { file, stage, facts } = await read(`FROM node:24\n${text}\n`);
      const doubts = rootHomes(file, stage, facts).map(({ doubt }) => doubt);
      assert.equal(doubts.length, doubt ? 1 : 0);
      if (doubt) assert.match(doubts[0] ?? "", doubt);
    });
  }

  test("what tools and entry scripts write when they start", async () => {
    const writes = async (text: string) => {
      const { file, stage, facts } = await read(`FROM node:24\nWORKDIR /app\n${text}\n`);
      const found = startWrites(file, stage, imageFiles(file, facts), facts);
      return [...new Set(found.map((each) => (isDoubt(each) ? `! ${each.doubt}` : each.path)))];
    };
    assert.deepEqual(await writes("CMD mkdir -p data && node a.js"), ["/app/data"]);
    assert.deepEqual(await writes("CMD echo a > /x/y && node a.js"), ["/x"]);
    assert.match((await writes("CMD chown node /x && node a.js"))[0] ?? "", /^! .*chown .*root$/);
    assert.deepEqual(await writes("CMD chown node /x || true"), []);
    assert.ok((await writes('CMD ["next", "start"]')).some((path) => path.startsWith("/app/.next")));
    assert.deepEqual(await writes('CMD ["node", "a.js"]'), []);
    const { stage, facts } = await read('FROM node:24\nCMD ["node", "a.js"]');
    assert.equal(homeKeeper(stage, facts), undefined);
  });

  test("the sources of the program, without settings of tools and tests", () => {
    const paths = ["a.js", "src/b.ts", "b.d.ts", "jest.config.js", "a.test.js", "tests/c.js", "d.json", "public/e.js"];
    assert.deepEqual(textsOfProgram({ today: "", contents: new Map(paths.map((path) => [path, ""])) }), [
      "a.js",
      "src/b.ts",
    ]);
    assert.deepEqual(textsOfProgram({ today: "" }), []);
  });
});
