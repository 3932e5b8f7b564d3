import { replace } from "../edits/edits";
import { everyService, setsProduction } from "../image/shipped";
import { changedByProduction } from "../node/productionMode";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "node-env-not-production",
  title: "NODE_ENV is not production in the final stage",
  severity: "warning",
  category: "node",
  practice: "production-mode",
  why:
    "Libraries know the value `production` only: with any other they run in their slower development mode and show more of their inside in error pages. " +
    "Name other environments in a variable of your own, and override `NODE_ENV` with `docker run -e` where you develop.",
  sources: ["https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production"],
  bad: "FROM node:24-slim\nENV NODE_ENV=development",
  good: "FROM node:24-slim\nENV NODE_ENV=production",

  *check(file, facts) {
    const { final } = file;
    if (!final || isForDevelopment(file, facts) || final.variable("NODE_ENV") === "production") return;
    if (everyService(file, facts, setsProduction)) return;
    const last = final.instructions
      .flatMap(({ keyword, onbuild, assignments }) => (keyword === "ENV" && !onbuild ? assignments : []))
      .findLast(({ name }) => name.value === "NODE_ENV");
    const value = last?.value;
    if (!value || value.value === undefined || value.text.includes("$")) return;
    // Who names a mode of their own may have code that asks for it.
    const doubt = changedByProduction(file, facts, value.value);
    const optional = doubt === undefined && /^(?:dev|prod)/i.test(value.value) ? undefined : true;
    yield {
      span: value,
      message: `NODE_ENV is "${value.value}", so libraries run in their development mode; they know the value production only`,
      fixes: [
        { title: "Set NODE_ENV to production", safe: false, optional, doubt, edits: [replace(value, "production")] },
      ],
    };
  },
} satisfies DockerfileRule;
