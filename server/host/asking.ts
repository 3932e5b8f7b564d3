/** Asks a container without publishing a port: by a program in it, or in a container beside it that shares its network. */

import type { Answer } from "../proof/measurement";
import { probes, type Question, readAnswer } from "../proof/probes";
import type { Builder } from "./builder";
import type { Ended } from "./runProgram";

export interface Asker {
  /** What HTTP answers on a port; undefined for nothing, or when nothing is there to ask with. */
  question(port: number): Promise<Answer | undefined>;
  /** What small files of the container under /proc hold, one after the other; empty where none can be read. */
  read(...files: readonly string[]): Promise<string>;
}

/** Starts a program: in the container, or beside it. */
type Place = (program: string, words: readonly string[]) => Promise<Ended>;

/** In ms, for one question. */
const patience = 20_000;

/**
 * @param question what is asked on every port.
 * @param helpers images with programs to ask with where the container has none; asked for when it comes to that.
 * @param newName names a container for that.
 */
export function askerFor(
  builder: Builder,
  container: string,
  question: Question,
  helpers: () => AsyncIterable<string>,
  newName: () => string,
): Asker {
  const inside: Place = (program, words) => builder.run(["exec", container, program, ...words], patience);
  const beside =
    (image: string): Place =>
    (program, words) => {
      const shared = ["--network", `container:${container}`, "--pid", `container:${container}`, "--user", "0"];
      return builder.run(
        ["run", "--rm", "--name", newName(), ...shared, "--entrypoint", program, image, ...words],
        patience,
      );
    };
  async function* places(): AsyncGenerator<Place> {
    yield inside;
    for await (const image of helpers()) yield beside(image);
  }

  /** What has been found to be there. */
  let asking: ((port: number) => Promise<Ended>) | undefined;
  let reading: Place | undefined;
  /** Nothing is there to ask or to read with. */
  const hopeless = { question: false, read: false };

  return {
    async question(port) {
      if (asking) return readAnswer(port, (await asking(port)).all, question);
      if (hopeless.question) return undefined;
      for await (const place of places()) {
        for (const { program, words } of probes) {
          const ended = await place(program, words(port, question));
          if (isMissing(ended)) continue;
          asking = (other) => place(program, words(other, question));
          return readAnswer(port, ended.all, question);
        }
      }
      hopeless.question = true;
      return undefined;
    },
    async read(...files) {
      if (reading) return (await reading("cat", files)).output;
      if (hopeless.read) return "";
      for await (const place of places()) {
        const ended = await place("cat", files);
        if (isMissing(ended)) continue;
        reading = place;
        return ended.output;
      }
      hopeless.read = true;
      return "";
    },
  };
}

/** Whether the program is not there: a shell says 127, and so do engines, some 126 and in words; 125 when the image is not there, more than 128 when it crashes. */
function isMissing({ code, all }: Ended): boolean {
  return (
    code === undefined ||
    code === 125 ||
    code === 127 ||
    code > 128 ||
    (code !== 0 &&
      (/executable file not found/i.test(all) ||
        all.split("\n").some((line) => /no such file or directory/i.test(line) && /exec/i.test(line))))
  );
}
