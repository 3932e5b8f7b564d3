/** What rules report about a file whose only stage both builds and ships. */

import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { Dockerfile, Facts, Finding } from "../types";
import { isReason } from "../util/reason";
import { policies } from "./policies";
import { carryOut } from "./policy";

/** Whether a rule on the images of a language says already that all of it ships. */
export function isReportedBySingleStage({ stages }: Dockerfile): boolean {
  const [stage] = stages;
  if (!stage || stages.length > 1 || !mainProcess(stage)) return false;
  return policies.some((each) => each.image === stage.base?.name && each.whatShips(stage) !== undefined);
}

/** The findings of a rule on the images of its languages, and the fix that makes two stages, or why there is none. */
export function* singleStage(rule: string, file: Dockerfile, facts: Facts): Iterable<Finding> {
  const [stage] = file.stages;
  if (!stage || file.stages.length > 1) return;
  const policy = policies.find((each) => each.rule === rule && each.image === stage.base?.name);
  if (!policy || !mainProcess(stage) || isForDevelopment(file, facts)) return;
  const shipped = policy.whatShips(stage);
  if (!shipped) return;
  const plan = policy.plan(file, stage, facts);
  yield {
    span: stage.from.name,
    ...shipped,
    ...(isReason(plan)
      ? { note: `Two stages are left to you because ${plan.reason}.` }
      : {
          note: plan.note,
          fixes: [
            {
              title: policy.title,
              safe: false,
              optional: plan.isDoubtful || undefined,
              edits: [carryOut(file, stage, plan)],
            },
          ],
        }),
  };
}
