/**
 * What each instruction is for, the forms that it is written in, and what its flags take, for people who write one.
 * Source: docs.docker.com/reference/dockerfile, in our own words.
 */

/** A part of a form, as it stands in its label. */
interface FormPart {
  readonly label: string;
  readonly text: string;
}

export interface InstructionForm {
  /** All of it: "FROM [--platform=PLATFORM] IMAGE [AS NAME]". */
  readonly label: string;
  /** In order; the last one takes all words that are left. */
  readonly parts: readonly FormPart[];
}

export interface InstructionAbout {
  /** One or two sentences. */
  readonly text: string;
  /** Of the section of the reference. */
  readonly anchor: string;
  /** The usual one first. */
  readonly forms: readonly InstructionForm[];
}

export interface FlagAbout {
  readonly text: string;
  /** What is mostly written behind the equals sign. */
  readonly values?: readonly string[];
  /** Where it is not that of the instruction. */
  readonly anchor?: string;
}

const reference = "https://docs.docker.com/reference/dockerfile/#";

/** The address of a section of the reference. */
export function referenceTo(anchor: string): string {
  return reference + anchor;
}

/** A form whose parts are told by their labels, which stand in its own one. */
function form(label: string, ...parts: readonly (readonly [label: string, text: string])[]): InstructionForm {
  return { label, parts: parts.map(([part, text]) => ({ label: part, text })) };
}

const flags = (text: string) => ["[--FLAG=VALUE…]", text] as const;

/** By keyword. */
export const instructionForms: Readonly<Record<string, InstructionAbout>> = {
  FROM: {
    text: "Begins a stage from an image, or from an earlier stage. The last stage is what ships unless another one is asked for.",
    anchor: "from",
    forms: [
      form(
        "FROM [--platform=PLATFORM] IMAGE [AS NAME]",
        ["[--platform=PLATFORM]", "For which platform the image is taken: `linux/arm64`, `$BUILDPLATFORM`"],
        ["IMAGE", "`name:tag`, `name@digest`, `scratch` for nothing, or the name of an earlier stage"],
        ["[AS NAME]", "The name by which later stages and `--target` know this one"],
      ),
    ],
  },
  RUN: {
    text: "Runs a command while the image is built, and keeps what that changes as a layer.",
    anchor: "run",
    forms: [
      form("RUN [--FLAG=VALUE…] COMMAND", flags("`--mount`, `--network`, `--security`"), [
        "COMMAND",
        "A line for the shell, which `SHELL` chooses; a heredoc `<<EOF` holds a whole script",
      ]),
      form('RUN [--FLAG=VALUE…] ["PROGRAM", "ARGUMENT"…]', flags("`--mount`, `--network`, `--security`"), [
        '["PROGRAM", "ARGUMENT"…]',
        "A program and its arguments, without a shell: nothing replaces variables",
      ]),
    ],
  },
  CMD: {
    text: "What a container runs when nothing else is given, or the arguments of `ENTRYPOINT`. The last one counts.",
    anchor: "cmd",
    forms: [
      form('CMD ["PROGRAM", "ARGUMENT"…]', [
        '["PROGRAM", "ARGUMENT"…]',
        "A program and its arguments, which gets signals itself; behind an `ENTRYPOINT` more arguments for that",
      ]),
      form("CMD COMMAND", ["COMMAND", "A line for the shell, which is process 1 then and keeps signals for itself"]),
    ],
  },
  ENTRYPOINT: {
    text: "The program that a container always starts; `CMD` or what `docker run` is given become its arguments.",
    anchor: "entrypoint",
    forms: [
      form('ENTRYPOINT ["PROGRAM", "ARGUMENT"…]', ['["PROGRAM", "ARGUMENT"…]', "A program and its first arguments"]),
      form("ENTRYPOINT COMMAND", ["COMMAND", "A line for the shell, which takes no notice of CMD"]),
    ],
  },
  COPY: {
    text: "Copies files of the build context, of another stage or of an image into this one.",
    anchor: "copy",
    forms: [
      form(
        "COPY [--FLAG=VALUE…] SOURCE… DESTINATION",
        flags("`--from`, `--chown`, `--chmod`, `--link`, `--parents`, `--exclude`"),
        [
          "SOURCE…",
          "Files and folders from the root of the build context, or of what `--from` names; `*` and `?` stand for any",
        ],
        ["DESTINATION", "Where they go; a slash at the end says that it is a folder"],
      ),
      form(
        'COPY [--FLAG=VALUE…] ["SOURCE"…, "DESTINATION"]',
        flags("`--from`, `--chown`, `--chmod`, `--link`, `--parents`, `--exclude`"),
        ['["SOURCE"…, "DESTINATION"]', "The same for names with blanks"],
      ),
    ],
  },
  ADD: {
    text: "As `COPY`, and also downloads addresses, checks out Git repositories and unpacks local archives.",
    anchor: "add",
    forms: [
      form(
        "ADD [--FLAG=VALUE…] SOURCE… DESTINATION",
        flags("`--checksum`, `--chown`, `--chmod`, `--link`, `--keep-git-dir`, `--unpack`, `--exclude`"),
        ["SOURCE…", "Paths in the build context, addresses, Git repositories"],
        ["DESTINATION", "Where they go; a slash at the end says that it is a folder"],
      ),
    ],
  },
  ENV: {
    text: "Sets variables for the instructions below, and for what runs in the container.",
    anchor: "env",
    forms: [form("ENV NAME=VALUE…", ["NAME=VALUE…", "Any number of them; quotes or the escape character keep blanks"])],
  },
  ARG: {
    text: "A variable for the build alone, which `--build-arg` sets. Above the first `FROM` it is for `FROM`, and for stages that name it again.",
    anchor: "arg",
    forms: [form("ARG NAME[=DEFAULT]…", ["NAME[=DEFAULT]…", "Names, and what they are when nothing is given"])],
  },
  LABEL: {
    text: "Adds metadata to the image.",
    anchor: "label",
    forms: [form("LABEL KEY=VALUE…", ["KEY=VALUE…", "`org.opencontainers.image.source` and the like"])],
  },
  EXPOSE: {
    text: "Tells on which ports the container listens. It publishes none: `docker run -p` does.",
    anchor: "expose",
    forms: [form("EXPOSE PORT[/PROTOCOL]…", ["PORT[/PROTOCOL]…", "Of the container: `8080`, `53/udp`, `3000-3005`"])],
  },
  USER: {
    text: "As whom the instructions below and the container run.",
    anchor: "user",
    forms: [
      form("USER USER[:GROUP]", ["USER[:GROUP]", "Names of the image's accounts, or numbers: `node`, `1000:1000`"]),
    ],
  },
  WORKDIR: {
    text: "The folder in which what follows runs, and from which relative paths start. It is created where it is not there.",
    anchor: "workdir",
    forms: [form("WORKDIR PATH", ["PATH", "Absolute, or from the WORKDIR above"])],
  },
  VOLUME: {
    text: "Folders that lie outside of the container's layers: each container gets new ones unless others are mounted.",
    anchor: "volume",
    forms: [
      form("VOLUME PATH…", ["PATH…", "Absolute paths of folders"]),
      form('VOLUME ["PATH"…]', ['["PATH"…]', "The same for names with blanks"]),
    ],
  },
  STOPSIGNAL: {
    text: "The signal that asks the container to end. Without it that is SIGTERM.",
    anchor: "stopsignal",
    forms: [form("STOPSIGNAL SIGNAL", ["SIGNAL", "A name or a number: `SIGINT`, `SIGQUIT`, `15`"])],
  },
  HEALTHCHECK: {
    text: "A command by which Docker finds out whether the container still works: status 0 is healthy, 1 is not.",
    anchor: "healthcheck",
    forms: [
      form(
        "HEALTHCHECK [--FLAG=VALUE…] CMD COMMAND",
        flags("`--interval`, `--timeout`, `--start-period`, `--start-interval`, `--retries`"),
        ["CMD COMMAND", "A line for the shell, or a JSON array of a program and its arguments"],
      ),
      form("HEALTHCHECK NONE", ["NONE", "Switches off that of the base image"]),
    ],
  },
  SHELL: {
    text: "The program, with its options, that reads the shell form of the instructions below.",
    anchor: "shell",
    forms: [
      form('SHELL ["PROGRAM", "OPTION"…]', ['["PROGRAM", "OPTION"…]', '`["/bin/bash", "-o", "pipefail", "-c"]`']),
    ],
  },
  ONBUILD: {
    text: "Keeps an instruction for builds that start from this image: it runs there, right behind `FROM`.",
    anchor: "onbuild",
    forms: [form("ONBUILD INSTRUCTION", ["INSTRUCTION", "Any but FROM, ONBUILD and MAINTAINER"])],
  },
  MAINTAINER: {
    text: "Who takes care of the image. The label `org.opencontainers.image.authors` has taken its place.",
    anchor: "maintainer-deprecated",
    forms: [form("MAINTAINER NAME", ["NAME", "A name and an address"])],
  },
};

const duration = ["10s", "30s", "1m", "5m"] as const;
const switches = ["true", "false"] as const;

/** By keyword and name. */
const flagTable: Readonly<Record<string, Readonly<Record<string, FlagAbout>>>> = {
  FROM: {
    platform: {
      text: "The platform whose image is taken; without it that for which the build is.",
      values: ["$BUILDPLATFORM", "$TARGETPLATFORM", "linux/amd64", "linux/arm64", "linux/arm/v7", "windows/amd64"],
    },
  },
  RUN: {
    mount: {
      text: "Shows the command something that does not become part of the image: a cache, a secret, files of the context or of a stage.",
      anchor: "run---mount",
    },
    network: {
      text: "Which network the command has.",
      values: ["default", "none", "host"],
      anchor: "run---network",
    },
    security: {
      text: "`insecure` runs the command with all privileges, where the builder allows that.",
      values: ["sandbox", "insecure"],
      anchor: "run---security",
    },
    device: { text: "Devices of the builder that the command may use, by their CDI names.", anchor: "run---device" },
  },
  COPY: {
    from: {
      text: "Takes the files from an earlier stage, an image or a named build context.",
      anchor: "copy---from",
    },
    chown: { text: "Whom the files belong to: names or numbers, `USER:GROUP`.", anchor: "copy---chown---chmod" },
    chmod: {
      text: "The mode of the files, octal or symbolic.",
      values: ["644", "755", "u+x"],
      anchor: "copy---chown---chmod",
    },
    link: {
      text: "Makes a layer that rests on none below, so that it stays when those change.",
      values: switches,
      anchor: "copy---link",
    },
    parents: { text: "Keeps the folders that the sources lie in.", values: switches, anchor: "copy---parents" },
    exclude: { text: "A pattern of files that are left out; may be given several times.", anchor: "copy---exclude" },
  },
  ADD: {
    chown: { text: "Whom the files belong to: names or numbers, `USER:GROUP`.", anchor: "add---chown---chmod" },
    chmod: {
      text: "The mode of the files, octal or symbolic.",
      values: ["644", "755", "u+x"],
      anchor: "add---chown---chmod",
    },
    link: {
      text: "Makes a layer that rests on none below, so that it stays when those change.",
      values: switches,
      anchor: "add---link",
    },
    checksum: {
      text: "What a downloaded file must be, or the commit of a Git repository; the build stops at any other.",
      values: ["sha256:"],
      anchor: "add---checksum",
    },
    "keep-git-dir": {
      text: "Keeps the folder `.git` of a repository.",
      values: switches,
      anchor: "add---keep-git-dir",
    },
    exclude: { text: "A pattern of files that are left out; may be given several times.", anchor: "add---exclude" },
    unpack: {
      text: "Whether archives are unpacked; without it local ones are, and downloaded ones are not.",
      values: switches,
      anchor: "add---unpack",
    },
  },
  HEALTHCHECK: {
    interval: { text: "The time between two checks; 30s without it.", values: duration },
    timeout: { text: "A check that takes longer has failed; 30s without it.", values: duration },
    "start-period": { text: "The time in which failures do not count yet; none without it.", values: duration },
    "start-interval": { text: "The time between two checks within the start period; 5s without it.", values: duration },
    retries: { text: "So many failures in a row make it unhealthy; 3 without it.", values: ["3", "5"] },
  },
};

/** What a flag of an instruction does; undefined for one that there is not. */
export function flagAbout(keyword: string, name: string): FlagAbout | undefined {
  const ofInstruction = Object.hasOwn(flagTable, keyword) ? flagTable[keyword] : undefined;
  return ofInstruction && Object.hasOwn(ofInstruction, name) ? ofInstruction[name] : undefined;
}
