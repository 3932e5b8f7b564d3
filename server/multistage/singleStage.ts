/** What rules report about a file whose only stage both builds and ships. */

import { officialName } from "../data/images";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { isWorkbench } from "../stage/shippedBuilds";
import type { Dockerfile, Facts, Finding, Stage } from "../types";
import { isReason } from "../util/reason";
import { policies } from "./policies";
import { editsOf, type Policy } from "./policy";

/** Whether a rule on the images of a language says already that all of it ships. */
export function isReportedBySingleStage({ stages }: Dockerfile): boolean {
  const [stage] = stages;
  if (!stage || stages.length > 1 || !startsProgram(stage)) return false;
  return policies.some((each) => isFor(each, stage) && each.whatShips?.(stage) !== undefined);
}

/** The findings of a rule on the images of its languages, and the fix that makes two stages, or why there is none. */
export function* singleStage(rule: string, file: Dockerfile, facts: Facts): Iterable<Finding> {
  const [stage] = file.stages;
  if (!stage || file.stages.length > 1) return;
  const policy = policies.find((each) => each.rule === rule && isFor(each, stage));
  if (!policy || !startsProgram(stage) || isForDevelopment(file, facts)) return;
  const shipped = policy.whatShips?.(stage);
  if (shipped) yield { span: stage.from.name, ...shipped, ...split(policy, file, stage, facts) };
}

/** For a rule that finds out by itself what ships: the fix that makes two stages, or why there is none. Undefined where no language is known. */
export function twoStages(rule: string, file: Dockerfile, facts: Facts): Pick<Finding, "note" | "fixes"> | undefined {
  const [stage] = file.stages;
  if (!stage || file.stages.length > 1) return undefined;
  const policy = policies.find((each) => each.rule === rule && isFor(each, stage));
  return policy && split(policy, file, stage, facts);
}

function split(policy: Policy, file: Dockerfile, stage: Stage, facts: Facts): Pick<Finding, "note" | "fixes"> {
  const plan = policy.plan(file, stage, facts);
  if (isReason(plan)) return { note: `Two stages are left to you because ${plan.reason}.` };
  const edits = editsOf(file, stage, plan, facts);
  return {
    note: plan.note,
    fixes: [
      {
        title: policy.title,
        safe: false,
        optional: plan.isDoubtful || undefined,
        // Who may run it, for one, is another question in another image.
        isFirst: plan.isOtherImage,
        edits,
      },
    ],
  };
}

function startsProgram(stage: Stage): boolean {
  const process = mainProcess(stage);
  return process !== undefined && !isWorkbench(process.argv);
}

function isFor({ images }: Policy, { base }: Stage): boolean {
  return base !== undefined && images.test(officialName(base.name));
}
