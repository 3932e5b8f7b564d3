/** The sources of the program that a container of Node.js runs, as far as their texts are known. */

import type { Facts } from "../types";
import { memoize } from "../util/memoize";

/** Paths from the context root: what the start file and what it imports are, without settings of tools and tests. */
export const textsOfProgram = memoize(({ contents }: Facts): readonly string[] =>
  [...(contents?.keys() ?? [])].filter((path) => isSource.test(path) && !isOther.test(path)).slice(0, most),
);

const isSource = /\.[cm]?[jt]sx?$/;
const isOther =
  /\.d\.[cm]?ts$|\.(?:config|test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:tests?|__tests__|scripts|node_modules|public|static)\/|(?:^|\/)[Gg](?:ulp|runt)file\./;

const most = 100;
