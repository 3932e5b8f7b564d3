/** The languages whose images can be made two stages of one; whoever adds one writes its policy and names it here. */

import { dotnetPolicy } from "./dotnetPolicy";
import { goPolicy } from "./goPolicy";
import { javaPolicy } from "./javaPolicy";
import { nodePolicy } from "./nodePolicy";
import { phpPolicy } from "./phpPolicy";
import type { Policy } from "./policy";
import { pythonPolicy } from "./pythonPolicy";
import { rubyPolicy } from "./rubyPolicy";
import { rustPolicy } from "./rustPolicy";

export const policies: readonly Policy[] = [
  nodePolicy,
  pythonPolicy,
  goPolicy,
  javaPolicy,
  dotnetPolicy,
  rustPolicy,
  rubyPolicy,
  phpPolicy,
];
