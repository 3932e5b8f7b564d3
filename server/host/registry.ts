/** Asks registries of images by the OCI distribution protocol. What they answer is a value; nothing here throws. */

import { createHash } from "node:crypto";
import type { ImageDescription, ImageReference, TagList, Told } from "../types";
import { fieldsOf, stringOf } from "../util/json";
import { isReason } from "../util/reason";
import { addressOf, ask, type NoReply, type Patience, type Question, type Reply } from "./boundedRequest";
import { describe } from "./imageDescription";
import { inTurn } from "./inTurn";
import { type KeptAnswers, keeping, type Marked } from "./keptAnswers";
import { basicHeader, challengesOf, type FindLogin, tokenAddress } from "./registryLogin";
import type { FindMirrors } from "./registryMirrors";
import { type Place, placeOf, tagOf } from "./registryPlace";

export interface Registry {
  /** The digest that a tag stands for ("latest" without one): of the index where there is one, never of one platform. */
  digest(image: ImageReference, signal?: AbortSignal): Promise<Told<string>>;
  /** The same, and what it stands for has been read and has this digest. */
  verifiedDigest(image: ImageReference, signal?: AbortSignal): Promise<Told<string>>;
  /** What the digest stands for: platforms, and the settings of the one that most people use. */
  description(image: ImageReference, signal?: AbortSignal): Promise<Told<ImageDescription>>;
  /** When what the tag stands for was made, as an ISO time; empty where that is not said. */
  created(image: ImageReference, signal?: AbortSignal): Promise<Told<string>>;
  /** The tags that the repository has, in the order of the registry. */
  tags(image: ImageReference, signal?: AbortSignal): Promise<Told<TagList>>;
}

export interface RegistryOptions {
  readonly kept?: KeptAnswers | undefined;
  /** Milliseconds for which what is kept is not asked again; by default it always is. */
  readonly fresh?: number;
  /** undefined: nobody is told who asks. */
  readonly findLogin?: FindLogin | undefined;
  /** undefined: nobody is asked in place of Docker Hub. */
  readonly findMirrors?: FindMirrors | undefined;
  /** Milliseconds for one request, and for all that one question takes. */
  readonly request?: number;
  readonly whole?: number;
}

interface Manifest {
  readonly digest: string;
  /** Marks the text, to ask whether it is still the same. */
  readonly etag?: string | undefined;
  /** Undefined where only the digest was asked for. */
  readonly content: unknown;
}

/** Requests at once. */
const most = 4;

/** Bytes of a manifest or a page of tags, and of a token. */
const largestBody = 4_000_000;
const largestToken = 200_000;

/** Of tags. */
const mostPages = 20;
const tagsOfPage = 1000;

const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** Remembers what it was told, so that one stands for one run or one question of a person. */
export function openRegistry(options: RegistryOptions = {}): Registry {
  const { findLogin, findMirrors, kept, fresh = 0, request = 5000, whole = 20_000 } = options;
  const turns = inTurn(most);
  const known = new Map<string, Promise<Told<unknown>>>();
  // Whoever does not log in is not told what somebody was who did.
  const keptOr = keeping(kept, fresh, findLogin ? "login" : "anonymous");
  const tokens = new Map<string, string>();
  const down = new Map<string, NoReply>();

  function remembered<Value>(
    key: string,
    image: ImageReference,
    signal: AbortSignal | undefined,
    find: (place: Place, patience: Patience) => Promise<Told<Value>>,
  ): Promise<Told<Value>> {
    const earlier = known.get(key);
    // A key begins with what is asked, which has one type.
    if (earlier) return earlier as Promise<Told<Value>>;
    const answer = turns(async () => {
      const place = placeOf(image);
      if (!place) return unknown("it is no name of an image");
      const patience = () => ({ request, until: Date.now() + whole, signal });
      return viaMirrors(place, (at) => find(at, patience()));
    }).catch((): Told<Value> => unknown("it could not be asked"));
    known.set(key, answer);
    const forget = () => known.delete(key);
    signal?.addEventListener("abort", forget, { once: true });
    void answer.finally(() => signal?.removeEventListener("abort", forget));
    return answer;
  }

  /** What the first mirror says that has the image, else its own registry: a mirror need not have everything. */
  async function viaMirrors<Value>(place: Place, find: (place: Place) => Promise<Told<Value>>): Promise<Told<Value>> {
    const mirrors = (place.isHub && (await findMirrors?.())) || [];
    const reasons: string[] = [];
    for (const mirror of mirrors) {
      const told = isReason(mirror) ? unknown(mirror.reason) : await find({ ...place, origin: mirror });
      if (told.state === "found") return told;
      if (told.state === "unknown") reasons.push(told.reason);
    }
    const told = await find(place);
    return told.state === "unknown" ? unknown([...reasons, told.reason].join(", and ")) : told;
  }

  /** Asks, and once more with what the registry demands. */
  async function authorized(place: Place, question: Omit<Question, "authorization">, patience: Patience) {
    const { host } = question.url;
    const scope = `${host}/${place.repository}`;
    const isDown = down.get(host);
    if (isDown) return isDown;
    const first = await ask({ ...question, authorization: tokens.get(scope) }, patience);
    if (isReason(first) && first.isDown) down.set(host, first);
    if (isReason(first) || first.status !== 401 || first.isElsewhere) return first;
    const header = await authorization(place, first, patience);
    if (header === undefined) return first;
    if (typeof header !== "string") return header;
    tokens.set(scope, header);
    return ask({ ...question, authorization: header }, patience);
  }

  /** What the header has to say; undefined when there is nothing to say. */
  async function authorization({ origin, repository }: Place, { headers }: Reply, patience: Patience) {
    const challenges = challengesOf(headers["www-authenticate"] ?? "");
    const login = await findLogin?.(origin.host);
    const basic = login && basicHeader(login);
    const bearer = challenges.find(({ scheme }) => scheme === "bearer");
    if (!bearer) return challenges.length > 0 ? basic : undefined;
    const url = tokenAddress(bearer, origin, repository);
    if (typeof url === "string") return { reason: url, isDown: false };
    const accept = "application/json";
    const reply = await ask({ url, method: "GET", accept, authorization: basic, largest: largestToken }, patience);
    if (isReason(reply)) return reply;
    const { token, access_token } = fieldsOf(jsonOf(reply));
    const found = stringOf(token) ?? stringOf(access_token);
    if (reply.status === 200 && found !== undefined && /^[\x21-\x7e]+$/.test(found)) return `Bearer ${found}`;
    return { reason: refusal(url.host, reply), isDown: false };
  }

  async function manifest(
    place: Place,
    name: string,
    method: "GET" | "HEAD",
    patience: Patience,
    before?: { readonly value: string; readonly etag: string | undefined },
  ): Promise<Told<Manifest>> {
    const url = new URL(`/v2/${place.repository}/manifests/${name}`, place.origin);
    const { etag } = before ?? {};
    const question = { url, method, accept: manifestTypes.join(", "), largest: largestBody, etag };
    const reply = await authorized(place, question, patience);
    if (isReason(reply)) return unknown(reply.reason);
    if (before && etag !== undefined && reply.status === 304 && !reply.isElsewhere) {
      return { state: "found", value: { digest: before.value, etag, content: undefined } };
    }
    // Only with a text it says what is not there; and some do not know HEAD.
    if (method === "HEAD" && (reply.status === 404 || reply.status === 405)) {
      return manifest(place, name, "GET", patience);
    }
    if (reply.status !== 200) return refused(place, reply);
    const [type = ""] = (reply.headers["content-type"] ?? "").split(";", 1);
    if (!manifestTypes.includes(type.trim().toLowerCase())) {
      return unknown(`${url.host} answers with something else than an index or a manifest`);
    }
    const told = reply.headers["docker-content-digest"];
    const claimed = typeof told === "string" ? told.toLowerCase() : undefined;
    if (method === "HEAD") {
      return isDigest(claimed)
        ? { state: "found", value: { digest: claimed, content: undefined } }
        : manifest(place, name, "GET", patience);
    }
    const digest = digestOf(reply.body);
    const isOther = (claimed !== undefined && claimed !== digest) || (isDigest(name) && name !== digest);
    if (isOther) return unknown(`what ${url.host} answers has another digest than it says`);
    return { state: "found", value: { digest, etag: reply.headers.etag, content: jsonOf(reply) } };
  }

  async function blob(place: Place, digest: string, patience: Patience): Promise<unknown> {
    if (!isDigest(digest)) return undefined;
    const url = new URL(`/v2/${place.repository}/blobs/${digest}`, place.origin);
    const reply = await authorized(place, { url, method: "GET", accept: "*/*", largest: largestBody }, patience);
    if (isReason(reply) || reply.status !== 200) return undefined;
    return digestOf(reply.body) === digest ? jsonOf(reply) : undefined;
  }

  async function allTags(place: Place, patience: Patience, before?: Marked<TagList>): Promise<Told<Marked<TagList>>> {
    const tags: string[] = [];
    let url: URL | undefined = new URL(`/v2/${place.repository}/tags/list?n=${tagsOfPage}`, place.origin);
    for (let page = 0; url && page < mostPages; page++) {
      const etag = page === 0 ? before?.etag : undefined;
      const question = { url, method: "GET", accept: "application/json", largest: largestBody, etag } as const;
      const reply: Reply | NoReply = await authorized(place, question, patience);
      if (isReason(reply)) return unknown(reply.reason);
      if (before && etag !== undefined && reply.status === 304 && !reply.isElsewhere) {
        return { state: "found", value: before };
      }
      if (reply.status !== 200) return refused(place, reply);
      const list = fieldsOf(jsonOf(reply)).tags;
      for (const tag of Array.isArray(list) ? list : []) if (isTag(tag)) tags.push(tag);
      const next = nextPage(reply.headers.link, url);
      // A list that does not move on would never end.
      if (next && next.href !== url.href && next.origin === url.origin) url = next;
      else {
        // The mark of one page says nothing of others, and a full page may be followed by another one some day.
        const isAlone = page === 0 && next === undefined && tags.length < tagsOfPage;
        const mark = isAlone ? reply.headers.etag : undefined;
        return { state: "found", value: { value: { tags, isComplete: next === undefined }, etag: mark } };
      }
    }
    return { state: "found", value: { value: { tags, isComplete: false }, etag: undefined } };
  }

  async function described(place: Place, image: ImageReference, patience: Patience): Promise<Told<ImageDescription>> {
    const whole = await manifest(place, tagOf(image), "GET", patience);
    if (whole.state !== "found") return whole;
    const { digest, content } = whole.value;
    const value = await describe(digest, content, {
      manifest: async (name) => {
        const one = await manifest(place, name, "GET", patience);
        return one.state === "found" ? one.value.content : undefined;
      },
      blob: (name) => blob(place, name, patience),
    });
    return { state: "found", value };
  }

  return {
    digest: (image, signal) =>
      remembered(`digest of ${image.text}`, image, signal, (place, patience) =>
        keptOr(keyOf("digest", image, place), isDigest, () =>
          manifest(place, tagOf(image), "HEAD", patience).then(digestIn),
        ),
      ),
    verifiedDigest: (image, signal) =>
      remembered(`verified digest of ${image.text}`, image, signal, (place, patience) =>
        keptOr(keyOf("verified", image, place), isDigest, (before) =>
          manifest(place, tagOf(image), "GET", patience, before).then(digestIn),
        ),
      ),
    description: (image, signal) =>
      remembered(`description of ${image.text}`, image, signal, (place, patience) => described(place, image, patience)),
    created: (image, signal) =>
      remembered(`created of ${image.text}`, image, signal, (place, patience) =>
        keptOr(keyOf("created", image, place), isTime, async () => {
          const told = await described(place, image, patience);
          if (told.state !== "found") return told;
          const { created } = told.value;
          return { state: "found", value: { value: isTime(created) ? created : "", etag: undefined } };
        }),
      ),
    tags: (image, signal) =>
      remembered(`tags of ${image.name}`, image, signal, (place, patience) =>
        keptOr(`tags ${place.origin.host}/${place.repository}`, isTags, (before) => allTags(place, patience, before)),
      ),
  };
}

function keyOf(what: string, image: ImageReference, { origin, repository }: Place): string {
  return `${what} ${origin.host}/${repository}:${tagOf(image)}`;
}

function digestIn(told: Told<Manifest>): Told<Marked<string>> {
  if (told.state !== "found") return told;
  const { digest, etag } = told.value;
  return { state: "found", value: { value: digest, etag } };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Absent only where the registry itself says so, in the form of the protocol: anything may answer with 404. */
function refused<Value>({ origin }: Place, reply: Reply): Told<Value> {
  if (reply.status === 404 && !reply.isElsewhere) {
    const { errors } = fieldsOf(jsonOf(reply));
    const codes = Array.isArray(errors) ? errors.map((error) => stringOf(fieldsOf(error).code)) : [];
    if (codes.some((code) => code !== undefined && absentCodes.has(code))) return { state: "absent" };
  }
  return unknown(refusal(origin.host, reply));
}

const absentCodes = new Set(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "NOT_FOUND"]);

function refusal(host: string, { status }: Reply): string {
  if (status === 401) return `${host} asks for a login, or has no such image`;
  if (status === 403) return `${host} refuses access`;
  if (status === 429) return `${host} has been asked too often`;
  if (status === 200) return `${host} answers with something else than a registry`;
  return `${host} answers with status ${status}`;
}

/** `Link: </v2/node/tags/list?last=20&n=1000>; rel="next"` */
function nextPage(link: string | string[] | undefined, from: URL): URL | undefined {
  const text = typeof link === "string" ? link : (link?.[0] ?? "");
  const end = text.indexOf(">");
  if (!text.startsWith("<") || end < 0 || !/^;\s?rel="?next"?/.test(text.slice(end + 1))) return undefined;
  return addressOf(text.slice(1, end), from);
}

function jsonOf({ body }: Reply): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function isDigest(text: unknown): text is string {
  return typeof text === "string" && /^sha256:[0-9a-f]{64}$/.test(text);
}

function isTag(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(value);
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && (value === "" || /^\d{4}-\d{2}-\d{2}T[\d:.]{8,18}Z$/.test(value));
}

function isTags(value: unknown): value is TagList {
  const { tags, isComplete } = fieldsOf(value);
  return Array.isArray(tags) && tags.every(isTag) && typeof isComplete === "boolean";
}

function unknown(reason: string): { state: "unknown"; reason: string } {
  return { state: "unknown", reason };
}
