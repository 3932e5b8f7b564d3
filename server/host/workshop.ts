/** Where images are built, started and measured: everything in it bears one name, and is gone when it is closed. */

import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Answer,
  type ImageConfig,
  isInit,
  isLoopback,
  type Measurement,
  readImage,
  readListening,
  readProcess,
  readState,
  refusalsIn,
  tail,
} from "../proof/measurement";
import type { Question } from "../proof/probes";
import type { SecretValue } from "../proof/secretTraces";
import { type Asker, askerFor } from "./asking";
import type { Builder } from "./builder";
import { searchLayers, type Wanted } from "./layers";

/** What is built: files that are there, by absolute paths. */
export interface Variant {
  /** Of its image and container: "before". */
  readonly name: string;
  readonly dockerfile: string;
  /** The ignore file for builders that must be told; undefined for the one that is found anyway. */
  readonly ignoreFile: string | undefined;
  readonly context: string;
  /** The image that what ships starts from: "node:24-slim"; "scratch" for none, undefined when that is not known. */
  readonly base: string | undefined;
}

/** What holds for all variants. */
export interface Plan {
  /** More words of every build: a target, arguments. */
  readonly buildWords: readonly string[];
  /** More words of every start, before the image: variables, volumes; and those behind it, in place of CMD. */
  readonly runWords: readonly string[];
  readonly command: readonly string[];
  /** As the builder names it: "none". */
  readonly network: string;
  /** An image with programs to ask with, where neither the one asked nor the one before has any. */
  readonly helper: string | undefined;
  readonly wanted: Wanted;
  /** What must not stand in the history. */
  readonly values: readonly SecretValue[];
  readonly question: Question;
  /** In ms: for a build, and for a container to answer. */
  readonly limits: { readonly build: number; readonly answer: number };
}

export interface Workshop {
  /** Of all that is made in it. */
  readonly name: string;
  /** A folder of it that is not there yet, made. */
  folder(name: string): Promise<string>;
  /**
   * Builds a variant, starts it, asks it, stops it and looks through it. The first one helps to ask the others.
   * @param isQuick leaves out what only has to be looked up: sizes, and what lies in the layers.
   * @param network in place of that of the plan.
   */
  measure(variant: Variant, isQuick?: boolean, network?: string): Promise<Measurement>;
  /** Removes all that has been made. Never throws. */
  close(): Promise<void>;
  /** What `close` would remove, in words. */
  describe(): string;
}

/** In ms: a container without any port has time to fail so long; between two questions; for an image to be read. */
const [settling, pause, reading] = [5000, 300, 600_000];

/** In ms: so long something may say that it is not up yet. */
const starting = 10_000;

/** So often a health check may fail that succeeds afterwards. */
const checks = 5;

/** Seconds that a container has to stop. */
const grace = 10;

/** What has been seen of a container. */
interface Watched {
  readonly answer?: Answer;
  readonly listens?: readonly string[];
  readonly hasEnded?: boolean;
}

/** Opens a workshop. */
export async function openWorkshop(builder: Builder, plan: Plan): Promise<Workshop> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "drydock-prove-")));
  const name = `drydock-prove-${randomBytes(6).toString("hex")}`;
  const containers: string[] = [];
  const images: string[] = [];
  /** Images that others start from. */
  const bases: string[] = [];

  const folder = async (name: string) => {
    const made = path.join(root, name);
    await mkdir(made, { recursive: true });
    return made;
  };
  const newContainer = (purpose: string) => {
    const container = `${name}-${purpose}-${containers.length}`;
    containers.push(container);
    return container;
  };
  const build = async (variant: Variant, image: string, words: readonly string[]) => {
    images.push(image);
    const ignore = variant.ignoreFile && builder.name === "podman" ? ["--ignorefile", variant.ignoreFile] : [];
    const file = ["--file", variant.dockerfile, "--tag", image, ...builder.buildWords, ...ignore];
    return builder.run(["build", ...file, ...words, variant.context], plan.limits.build);
  };

  /** Images with programs that can ask, the likeliest first. */
  async function* helpers(): AsyncGenerator<string> {
    yield `${name}:before`;
    if (plan.helper !== undefined && (await fetch(plan.helper))) yield fetched(plan.helper);
  }

  /** Whether an image can be had under a name of ours. */
  async function fetch(base: string): Promise<boolean> {
    const image = fetched(base);
    if (images.includes(image)) return true;
    const context = await folder(`base-${bases.indexOf(base)}`);
    const dockerfile = path.join(context, "Dockerfile");
    await writeFile(dockerfile, `FROM ${base}\n`);
    const variant = { name: image, dockerfile, ignoreFile: undefined, context, base };
    return (await build(variant, image, [])).code === 0;
  }

  const fetched = (base: string) => {
    if (!bases.includes(base)) bases.push(base);
    return `${name}:base-${bases.indexOf(base)}`;
  };

  /** Bytes of the image that a variant starts from. */
  async function baseSize({ base }: Variant): Promise<number | undefined> {
    if (base === undefined || base === "scratch") return base && 0;
    if (!(await fetch(base))) return undefined;
    return readImage((await builder.run(["image", "inspect", fetched(base)])).output)?.size;
  }

  async function measure(variant: Variant, isQuick = false, network = plan.network): Promise<Measurement> {
    const image = `${name}:${variant.name}`;
    const start = performance.now();
    const built = await build(variant, image, plan.buildWords);
    const buildTime = Math.round(performance.now() - start);
    if (built.code !== 0) {
      const log = tail(built.all) + (built.isTooLate ? `\nIt did not end in ${plan.limits.build / 1000} s.` : "");
      return { isBuilt: false, buildTime, log };
    }
    const described = await builder.run(["image", "inspect", image]);
    const config = readImage(described.output);
    const ran = await run(image, config, variant.name, network);
    if (isQuick) return { isBuilt: true, buildTime, ...ran };
    const below = await baseSize(variant);
    return {
      isBuilt: true,
      buildTime,
      size: config?.size,
      ownSize: config?.size !== undefined && below !== undefined ? Math.max(0, config.size - below) : undefined,
      ...(await search(image, described.output)),
      pendingFixes: await builder.scan(image),
      ...ran,
    };
  }

  async function run(image: string, config: ImageConfig | undefined, variant: string, network: string) {
    const container = newContainer(variant);
    const words = ["--detach", "--name", container, "--network", network, ...plan.runWords, image, ...plan.command];
    const started = await builder.run(["run", ...words]);
    const stateOf = async () => readState((await builder.run(["container", "inspect", container])).output);
    const ask = askerFor(builder, container, plan.question, helpers, () => newContainer("ask"));
    const { answer, listens, hasEnded } =
      started.code === 0 ? await watch(ask, plan.question.ports ?? config?.ports ?? [], stateOf) : { hasEnded: true };
    const seen = hasEnded ? {} : readProcess(await ask.read("/proc/1/cmdline", "/proc/1/status"));
    const uid = (isInit(seen.process) ? await uidOfChild(ask) : undefined) ?? seen.uid;
    const health = hasEnded ? undefined : config && (await healthOf(container, config));
    const isRunning = (await stateOf())?.isRunning === true;
    const start = performance.now();
    if (isRunning) await builder.run(["stop", "-t", String(grace), container], (grace + 60) * 1000);
    const stopTime = isRunning ? Math.round(performance.now() - start) : undefined;
    const logged = (await builder.run(["logs", container])).all;
    // The engine itself says why it could not start one.
    const log = started.code === 0 ? logged : `${logged}${started.all}`;
    return {
      isRunning,
      answer,
      listens,
      health,
      process: seen.process,
      uid,
      stopTime,
      exitCode: (await stateOf())?.exitCode ?? started.code,
      refusals: refusalsIn(log),
      log: tail(log),
    };
  }

  /** The user of the program that process 1 has started, where that is an init. */
  async function uidOfChild(ask: Asker): Promise<number | undefined> {
    const [child] = (await ask.read("/proc/1/task/1/children")).trim().split(/\s+/);
    if (!child || !/^\d+$/.test(child)) return undefined;
    return readProcess(await ask.read(`/proc/${child}/cmdline`, `/proc/${child}/status`)).uid;
  }

  /** Runs the health check as the engine would, which waits for longer before the first one. */
  async function healthOf(container: string, { check }: ImageConfig): Promise<Measurement["health"]> {
    if (!check) return "none";
    for (let tries = 1; ; tries++) {
      if ((await builder.run(["exec", container, ...check])).code === 0) return "healthy";
      if (tries === checks) return "unhealthy";
      await sleep(pause);
    }
  }

  /** Asks until something answers, it has ended, or time is over. */
  async function watch(
    ask: Asker,
    declared: readonly number[],
    stateOf: () => Promise<{ readonly isRunning: boolean } | undefined>,
  ): Promise<Watched> {
    const start = performance.now();
    let listens: readonly string[] | undefined;
    for (;;) {
      if (!(await stateOf())?.isRunning) return { listens, hasEnded: true };
      const text = await ask.read("/proc/net/tcp", "/proc/net/tcp6");
      const sockets = readListening(text);
      if (text.trim() !== "") listens = [...new Set(sockets.map(({ address, port }) => `${address}:${port}`))].sort();
      const open = [...sockets].sort(
        (one, other) => Number(isLoopback(one.address)) - Number(isLoopback(other.address)),
      );
      const ports = open.map(({ port }) => port);
      const wanted = declared.filter((port) => ports.includes(port));
      const asked = text.trim() === "" ? declared : plan.question.ports ? wanted : [...wanted, ...ports];
      const passed = performance.now() - start;
      for (const port of new Set(asked)) {
        const answer = await ask.question(port);
        if (answer && (isFinal(answer) || Math.min(starting, plan.limits.answer) < passed)) return { answer, listens };
      }
      const isIdle = declared.length === 0 && ports.length === 0 && settling < passed;
      if (isIdle || plan.limits.answer < passed) return { listens };
      await sleep(pause);
    }
  }

  async function search(image: string, described: string) {
    const history = (await builder.run(["history", "--no-trunc", "--format", "{{.CreatedBy}}", image])).output;
    const spoken = plan.values.filter(({ value }) => history.includes(value) || described.includes(value));
    const { wanted } = plan;
    if (wanted.files.length === 0 && wanted.packages.size === 0 && wanted.values.length === 0)
      return { secrets: spoken.map(inHistory) };
    const found = { files: [] as string[], packages: [] as string[], isWhole: false };
    await builder.run(["save", image], reading, async (stdout) => {
      const { files, packages, values, isWhole } = await searchLayers(stdout, wanted).catch(() => nothing);
      const written = [...values].map(([name, file]) => `${name} in /${file.replace(/^\.?\//, "")}`);
      Object.assign(found, { files: [...files, ...written], packages: [...packages], isWhole });
    });
    const secrets = [...new Set([...found.files, ...spoken.map(inHistory)])].sort();
    return {
      secrets: found.isWhole || secrets.length > 0 ? secrets : undefined,
      devDependencies: found.isWhole || found.packages.length > 0 ? found.packages.sort() : undefined,
    };
  }

  return {
    name,
    folder,
    measure,
    async close() {
      if (containers.length > 0) await builder.tidy(["rm", "-f", "-v", ...containers]);
      if (images.length > 0) await builder.tidy(["rmi", "-f", ...images]);
      await rm(root, { recursive: true, force: true }).catch(() => undefined);
    },
    describe: () => `images ${name}:*, containers ${name}-*, folder ${root}`,
  };
}

const nothing = { files: new Set<string>(), packages: new Set<string>(), values: new Map(), isWhole: false };

/** Whether no other answer is to be waited for: what stands before a server that is not up yet says so, or has another text. */
function isFinal({ status, hasText }: Answer): boolean {
  return ![502, 503, 504].includes(status) && hasText !== false;
}

function inHistory({ name }: SecretValue): string {
  return `${name} in the history`;
}
