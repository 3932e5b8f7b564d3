/** Taking the one stage of a Python image apart into one that installs the packages and a slim one that ships. */

import { wholeContextSources } from "../context/contextCopies";
import { type Block, blocksOf } from "../edits/blocks";
import { pipInstallOf } from "../packages/pip";
import { cyclesOf } from "../stage/baseImage";
import { resolvePath } from "../syntax/dockerfile";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Instruction, Stage } from "../types";
import type { Reason } from "../util/reason";
import { buildToolsIn } from "./stagePlaces";

/** The RUN of a stage that installs the packages of requirement files with pip. */
interface PipInstall {
  readonly instruction: Instruction;
  /** As written. */
  readonly requirements: readonly string[];
}

interface PythonSplit {
  readonly edit: Edit;
  /** A package that may need a library or program which only the full image has. */
  readonly doubtful: string | undefined;
}

const venv = "/opt/venv";

/** Whether a stage installs Python packages with pip. */
export function installsWithPip(stage: Stage): boolean {
  return stage.instructions.some(
    ({ keyword, onbuild, script }) => keyword === "RUN" && !onbuild && script?.commands.some(pipInstallOf),
  );
}

/** The tag of the slim variant: python:3.12-bookworm is python:3.12-slim-bookworm. undefined for tags of another form. */
export function slimPythonTag(tag: string | undefined): string | undefined {
  const [, version, , codename] = /^(\d+(?:\.\d+){0,2})(-([a-z]+))?$/.exec(tag ?? "") ?? [];
  const isDebian = codename === undefined || cyclesOf("debian").some((cycle) => cycle.codename === codename);
  return version === undefined || !isDebian ? undefined : [version, "slim", codename].filter(Boolean).join("-");
}

/** The edit that makes two stages of one; else why it cannot be done. */
export function splitPython(file: Dockerfile, stage: Stage, facts: Facts): PythonSplit | Reason {
  const install = installOf(stage);
  if ("reason" in install) return install;
  const { workdir, user } = install.instruction.before;
  if (workdir === undefined) return { reason: "the folder that pip is started in is not known" };
  if (user) return { reason: "pip is run by another user than root" };
  const from = fromLines(file, stage);
  if (!from) return { reason: "the tag of the image is not one with a slim variant" };
  const wanted = readRequirements(install, workdir, file, facts);
  if ("reason" in wanted) return wanted;
  const [first, ...blocks] = blocksOf(file, stage);
  const parts = sort(file, blocks, install, wanted);
  if (!first || "reason" in parts) return first ? (parts as Reason) : { reason: "its stage is empty" };

  const lead = first.text.slice(0, first.instruction.start - first.start);
  const path = `ENV PATH=${venv}/bin:$PATH`;
  const lines = [
    lead + from.build,
    ...parts.build.slice(0, parts.beforeInstall),
    `RUN python -m venv ${venv}`,
    path,
    ...parts.build.slice(parts.beforeInstall),
    "",
    from.production,
    ...parts.before,
    `COPY --from=build ${venv} ${venv}`,
    path,
    ...parts.after,
  ];
  const edit = { start: first.start, end: blocks.at(-1)?.end ?? first.end, text: lines.join(file.eol) };
  return { edit, doubtful: from.isFull ? wanted.packages.find((name) => !selfContained.has(name)) : undefined };
}

function installOf({ instructions }: Stage): PipInstall | Reason {
  const runsPip = instructions.filter(({ script }) =>
    script?.commands.some((command) => pipInstallOf(command) && hasFlag(command, "-r", "--requirement")),
  );
  const [instruction] = runsPip;
  if (!instruction || runsPip.length > 1)
    return { reason: "there is not exactly one RUN that installs from a requirements file" };
  const requirements: string[] = [];
  for (const command of instruction.script?.commands ?? []) {
    if (isUpgrade(command)) continue;
    const call = pipInstallOf(command);
    if (!call || !/^pip[\d.]*$/.test(call.name ?? "") || operandsOf(call).length > 0) {
      return { reason: "the RUN that installs the packages does more" };
    }
    const elsewhere = [
      "--user",
      "--target",
      "-t",
      "--prefix",
      "--root",
      "-e",
      "--editable",
      "--python",
      "-c",
      "--constraint",
    ];
    const flag = elsewhere.find((name) => hasFlag(call, name));
    if (flag) return { reason: `pip is given ${flag}` };
    requirements.push(...valuesOf(call, "-r", "--requirement"));
  }
  return requirements.length > 0 ? { instruction, requirements } : { reason: "the requirements file is not known" };
}

/** `pip install --upgrade pip setuptools wheel` */
function isUpgrade(command: Command): boolean {
  const call = pipInstallOf(command);
  const names = call ? operandsOf(call) : [];
  return names.length > 0 && names.every((name) => /^(?:pip|setuptools|wheel)(?:[=<>~!].*)?$/.test(name));
}

function operandsOf(call: Command): string[] {
  const values = new Set(valuesOf(call, "-r", "--requirement"));
  return operands(call).flatMap(({ value, text }) => (value !== undefined && values.has(value) ? [] : [value ?? text]));
}

function valuesOf({ words }: Command, ...names: string[]): string[] {
  return words.flatMap(({ value = "" }, at) => {
    if (names.includes(value)) return words[at + 1]?.value ?? [];
    const name = names.find((each) => value.startsWith(each.startsWith("--") ? `${each}=` : each));
    return name === undefined ? [] : value.slice(name.length).replace(/^=/, "");
  });
}

// ------------------------------------------------------------------ requirements

interface Requirements {
  /** Names in their normal form. */
  readonly packages: readonly string[];
  /** From the context root. */
  readonly paths: readonly string[];
}

function readRequirements(
  { instruction, requirements }: PipInstall,
  workdir: string,
  file: Dockerfile,
  { contents }: Facts,
): Requirements | Reason {
  const packages: string[] = [];
  const paths: string[] = [];
  for (const written of requirements) {
    const path = originOf(file, instruction, resolvePath(workdir, written));
    const text = path === undefined ? undefined : contents?.get(path);
    if (path === undefined || text === undefined) return { reason: `what "${written}" holds is not known` };
    paths.push(path);
    for (const line of text.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
      const entry = line.replace(/(?:^|\s)#.*/, "").trim();
      if (entry === "" || /^--(?:hash|prefer-binary|only-binary|index-url|extra-index-url)\b/.test(entry)) continue;
      const [, name, extras = ""] = /^([\w.-]+)\s*(?:\[([\w\s,.-]*)\]\s*)?(?:[=<>~!;].*)?$/.exec(entry) ?? [];
      if (name === undefined) return { reason: `"${entry}" in ${path} is more than the name of a package` };
      const normal = name.toLowerCase().replace(/[-_.]+/g, "-");
      const isUsual = extras
        .split(",")
        .every((extra) =>
          /^(?:|standard|binary|pool|redis|email|cryptography|bcrypt|argon2|socks|http2|async|asyncio)$/.test(
            extra.trim(),
          ),
        );
      packages.push(
        normal === "psycopg" && !extras.includes("binary")
          ? "psycopg without wheels"
          : isUsual
            ? normal
            : `${normal}[${extras}]`,
      );
    }
  }
  return { packages, paths };
}

/** The path in the context of a file that a COPY before an instruction has put at a path of the image. */
function originOf(file: Dockerfile, until: Instruction, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  for (const { keyword, words, flags, before, start, stage } of file.instructions) {
    if (start > until.start || stage !== until.stage || keyword !== "COPY" || flags.some(({ name }) => name === "from"))
      continue;
    const into = resolvePath(before.workdir, words.at(-1)?.value);
    for (const { value } of words.slice(0, -1)) {
      const source = value?.replace(/^(?:\.?\/)+|(?<!\/)\/+$/g, "").replace(/^\.$/, "");
      if (source === undefined || into === undefined) continue;
      if (source === "" && `${path}`.startsWith(`${into === "/" ? "" : into}/`))
        return path.slice(into === "/" ? 1 : into.length + 1);
      const name = source.slice(source.lastIndexOf("/") + 1);
      if (path === into || path === `${into === "/" ? "" : into}/${name}`) return source;
    }
  }
  return undefined;
}

/**
 * Packages, with what they depend on, that are pure Python or whose wheels bring every library they need and that
 * start no program of the system.
 * Source: their files on pypi.org.
 */
const selfContained = new Set(
  (
    "flask werkzeug jinja2 markupsafe itsdangerous click blinker gunicorn uvicorn hypercorn waitress starlette fastapi " +
    "pydantic pydantic-core pydantic-settings annotated-types typing-extensions anyio sniffio h11 h2 httpcore httpx httptools " +
    "uvloop watchfiles websockets wsproto python-dotenv python-multipart orjson ujson django djangorestframework " +
    "django-cors-headers django-filter django-environ dj-database-url whitenoise asgiref sqlparse sqlalchemy alembic mako " +
    "greenlet psycopg2-binary psycopg psycopg-binary asyncpg pymysql aiomysql aiosqlite pymongo motor redis celery kombu " +
    "billiard vine amqp flower requests urllib3 certifi charset-normalizer idna aiohttp aiosignal frozenlist multidict yarl " +
    "attrs aiofiles tenacity backoff boto3 botocore s3transfer jmespath google-auth google-cloud-storage google-api-core " +
    "azure-core azure-identity azure-storage-blob openai anthropic tiktoken numpy pandas pytz tzdata python-dateutil six " +
    "scipy scikit-learn joblib threadpoolctl pyarrow openpyxl xlsxwriter pyyaml toml tomli jsonschema marshmallow " +
    "flask-cors flask-sqlalchemy flask-migrate flask-login flask-restful flask-wtf wtforms flask-jwt-extended pyjwt " +
    "cryptography cffi pycparser bcrypt passlib argon2-cffi python-jose email-validator dnspython slack-sdk sentry-sdk " +
    "prometheus-client opentelemetry-api opentelemetry-sdk structlog loguru rich typer tqdm colorama packaging setuptools " +
    "wheel pip apscheduler schedule beautifulsoup4 soupsieve html5lib feedparser markdown pygments faker pytest arrow " +
    "pendulum humanize slugify python-slugify stripe twilio sendgrid paho-mqtt grpcio protobuf googleapis-common-protos " +
    "elasticsearch opensearch-py kafka-python pika nats-py web3 streamlit altair tornado bottle falcon sanic quart dash plotly"
  ).split(" "),
);

// ------------------------------------------------------------------------ stages

interface From {
  readonly build: string;
  readonly production: string;
  readonly isFull: boolean;
}

function fromLines(file: Dockerfile, { from, image, base, name }: Stage): From | undefined {
  const tag = base?.spans?.tag;
  if (!image || !base || !tag || base.digest !== undefined || name || from.end !== image.end) return undefined;
  const written = file.text.slice(from.start, from.end);
  const isSlim = /(?:^|-)slim(?:-|$)/.test(base.tag ?? "");
  const slim = isSlim ? base.tag : slimPythonTag(base.tag);
  if (slim === undefined) return undefined;
  const production = `${file.text.slice(from.start, tag.start)}${slim}${file.text.slice(tag.end, from.end)}`;
  return { build: `${written} AS build`, production, isFull: !isSlim };
}

interface Parts {
  /** Blocks of the build stage, and how many of them stand in front of what pip reads. */
  readonly build: string[];
  beforeInstall: number;
  /** Blocks of the production stage before and behind the packages. */
  readonly before: string[];
  readonly after: string[];
}

function sort(
  file: Dockerfile,
  blocks: readonly Block[],
  install: PipInstall,
  { paths }: Requirements,
): Parts | Reason {
  const parts: Parts = { build: [], beforeInstall: -1, before: [], after: [] };
  const wholes = new Set(wholeContextSources(file).map(({ instruction }) => instruction));
  let isInstalled = false;
  for (const { instruction, text } of blocks) {
    const { keyword } = instruction;
    const line = `in line ${instruction.line + 1}`;
    if (instruction.onbuild || keyword === "SHELL")
      return { reason: `there is ${instruction.onbuild ? "ONBUILD" : keyword}` };
    if (
      keyword === "ENV" &&
      instruction.assignments.some(({ name }) => /^(?:PATH|VIRTUAL_ENV|PYTHONHOME)$/.test(name.text))
    ) {
      return { reason: `ENV ${line} chooses where programs are looked for` };
    }
    if (instruction === install.instruction) {
      isInstalled = true;
      if (parts.beforeInstall < 0) parts.beforeInstall = parts.build.length;
      parts.build.push(text);
    } else if (isInstalled) {
      const doubt = doubtOf(instruction);
      if (doubt !== undefined) return { reason: `${keyword} ${line} runs "${doubt}", which the slim image may lack` };
      parts.after.push(text);
    } else if (keyword === "RUN") {
      const commands = instruction.script?.commands ?? [];
      if (commands.every(isAccount)) parts.before.push(text);
      else if (commands.every(isUpgrade)) {
        if (parts.beforeInstall < 0) parts.beforeInstall = parts.build.length;
        parts.build.push(text);
      } else if (installsOnlyTools(instruction)) parts.build.push(text);
      else return { reason: `RUN ${line} may install what is needed when the app runs` };
    } else if (keyword === "COPY" || keyword === "ADD") {
      if (parts.beforeInstall < 0) parts.beforeInstall = parts.build.length;
      const isWhole = wholes.has(instruction);
      if (keyword === "ADD" || instruction.exec) return { reason: `${keyword} ${line} cannot be taken apart` };
      if (isWhole) {
        parts.build.push(`COPY ${paths.join(" ")} ./`);
        if (paths.some((path) => path.includes("/"))) return { reason: "the requirements lie in a folder" };
      } else if (
        instruction.words
          .slice(0, -1)
          .some(({ value }) => value !== undefined && paths.some((path) => path.startsWith(value.replace(/^\.\//, ""))))
      ) {
        parts.build.push(text);
      }
      if (isWhole || instruction.words.length > 2 || !isOnly(instruction, paths)) parts.after.push(text);
    } else if (keyword === "ENV" || keyword === "ARG" || keyword === "WORKDIR") {
      parts.build.push(text);
      parts.before.push(text);
    } else parts.before.push(text);
  }
  return parts;
}

/** Whether a COPY takes nothing but requirements. */
function isOnly({ words }: Instruction, paths: readonly string[]): boolean {
  return words.slice(0, -1).every(({ value }) => value !== undefined && paths.includes(value.replace(/^\.\//, "")));
}

function isAccount(command: Command): boolean {
  return runs(command, "useradd", "groupadd", "adduser", "addgroup", "mkdir", "chown");
}

function installsOnlyTools(instruction: Instruction): boolean {
  const commands = instruction.script?.commands ?? [];
  const installed = commands.filter((command) => runs(command, "apt-get install", "apt install")).flatMap(operands);
  const isOnly = commands.every((command) => runs(command, "apt-get", "apt", "rm"));
  return isOnly && installed.length > 0 && buildToolsIn(instruction).length === installed.length;
}

/** A program that an instruction of the stage that ships runs and that only the full image may have. */
function doubtOf({ keyword, script, words, exec }: Instruction): string | undefined {
  if (!/^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword)) return undefined;
  const commands = script?.commands ?? [];
  if (commands.length === 0) return exec || /^NONE$/i.test(words[0]?.text ?? "") ? undefined : words[0]?.text;
  const other = commands.find(({ name, words }) => {
    // A path of its own is not that of the packages.
    return name === undefined || words[0]?.text.includes("/") || !programs.has(name.replace(/(?<![\d.])[\d.]+$/, ""));
  });
  const installer = keyword === "RUN" ? commands.find(pipInstallOf) : undefined;
  return other ? (other.name ?? other.words[0]?.text ?? keyword) : installer && "pip";
}

/** What Python's slim images have, and what packages put on the PATH. */
const programs = new Set(
  (
    "python gunicorn uvicorn hypercorn daphne waitress-serve flask fastapi django-admin celery streamlit sanic granian alembic " +
    "dramatiq rq quart exit true test [ echo cd mkdir chown chmod touch useradd groupadd adduser addgroup"
  ).split(" "),
);
