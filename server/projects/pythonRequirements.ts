/** What pip is asked to install, as far as the files that say so can be read. */

import { resolvePath } from "../syntax/dockerfile";
import { instructionsOf, takesFromContext } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Reads } from "../types";
import { filesNamed, filterOnce } from "../util/listing";
import { baseName } from "../util/paths";
import { nearest } from "../util/reads";
import type { Reason } from "../util/reason";

/** Those of the usual names, and those that pip is given. */
export const requirementReads: Reads = {
  most: 20,
  *paths({ files = [] }, { given }) {
    for (const name of new Set(given.map(baseName))) {
      if (name.endsWith(".txt")) yield* nearest(filesNamed(files, name), mostOfOneName);
    }
    yield* usualRequirements(files);
  },
};

const mostOfOneName = 5;

const usualRequirements = filterOnce((path) => /^requirements(?:[-./][^/]*)?\.txt$/.test(path));

interface Requirements {
  /** Names in their normal form. */
  readonly packages: readonly string[];
  /** From the context root. */
  readonly paths: readonly string[];
}

/**
 * The packages of the files that pip is given, a reason where one of them is not known or names more than packages.
 * @param requirements the files as written, seen from the folder that pip runs in.
 */
export function readRequirements(
  file: Dockerfile,
  instruction: Instruction,
  requirements: readonly string[],
  workdir: string,
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
      const name = nameOfRequirement(entry);
      if (name === undefined) return { reason: `"${entry}" in ${path} is more than the name of a package` };
      packages.push(name);
    }
  }
  return { packages, paths };
}

/**
 * The package of a line of requirements in its normal form, with those extras that bring more than wheels; undefined
 * where the line is more than the name of a package.
 */
export function nameOfRequirement(entry: string): string | undefined {
  const [, name, extras = ""] = /^([\w.-]+)\s*(?:\[([\w\s,.-]*)\]\s*)?(?:[=<>~!;].*)?$/.exec(entry) ?? [];
  if (name === undefined) return undefined;
  const normal = name.toLowerCase().replace(/[-_.]+/g, "-");
  if (normal === "psycopg" && !extras.includes("binary")) return "psycopg without wheels";
  return extras.split(",").every((extra) => usualExtras.test(extra.trim())) ? normal : `${normal}[${extras}]`;
}

const usualExtras = /^(?:|standard|binary|pool|redis|email|cryptography|bcrypt|argon2|socks|http2|async|asyncio)$/;

/** The path in the context of a file that a COPY before an instruction has put at a path of the image. */
function originOf(file: Dockerfile, until: Instruction, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  for (const copy of instructionsOf(file, "COPY")) {
    const { words, before, start, stage } = copy;
    if (start > until.start || stage !== until.stage || !takesFromContext(copy)) continue;
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

/** Whether a package needs no library and no program besides those of the slim image. */
export function isSelfContained(name: string): boolean {
  return selfContained.has(name);
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
