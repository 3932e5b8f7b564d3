import { parseReference } from "../syntax/image";
import type { Directive, DockerfileRule, Finding } from "../types";

export default {
  on: "Dockerfile",
  id: "invalid-directive",
  title: "Docker refuses this directive, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why: "Each directive stands once at the top. `syntax` names an image, `escape` is a backslash or a backtick, and `check` takes `skip=…` and `error=true` with a semicolon between.",
  sources: ["https://docs.docker.com/reference/dockerfile/#parser-directives"],
  bad: "# escape=/\nFROM node:24-slim",
  good: "# escape=\\\nFROM node:24-slim",

  *check({ directives }) {
    const seen = new Set<string>();
    for (const directive of directives) {
      const found = judge(directive, seen.has(directive.name));
      seen.add(directive.name);
      if (found) yield found;
    }
  },
} satisfies DockerfileRule;

function judge({ start, end, name, value, valueSpan }: Directive, isRepeated: boolean): Finding | undefined {
  if (isRepeated)
    return { span: { start, end }, message: `The directive ${name} is given twice, and Docker takes it once` };
  if (name === "escape" && value !== "\\" && value !== "`") {
    return { span: valueSpan, message: `The escape character is a backslash or a backtick, and not ${value}` };
  }
  const [frontend = ""] = /^\S*/.exec(value) ?? [];
  if (name === "syntax" && frontend !== "" && parseReference(frontend).error !== undefined) {
    return { span: valueSpan, message: `The syntax is that of an image, and ${frontend} names none` };
  }
  if (name !== "check") return undefined;
  const options = (/^\S*/.exec(value)?.[0] ?? "").split(";");
  const wrong = options.find(
    (option) =>
      !/^(?:(?:skip|experimental)=.*|error=(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False))$/.test(option.trim()),
  );
  if (wrong === undefined) return undefined;
  return {
    span: valueSpan,
    message: `Docker knows no check option "${wrong}", only skip=, error=true and experimental=`,
  };
}
