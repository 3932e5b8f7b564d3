import { unsetVariables } from "../projects/djangoSettings";
import type { DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: ["manage.py"],
  id: "unset-django-variable",
  title: "The settings of Django ask for a variable that the build does not have",
  severity: "warning",
  category: "correctness",
  breaks: true,
  ofContext: true,
  why:
    "Commands of `manage.py` load the settings, and `os.environ[…]` stops with a *KeyError* where the variable is not set. What Compose and `docker run` set is there when the container starts, and not in the build. " +
    "For `collectstatic` any value does, given for that command alone, so that it does not end up in the image.",
  sources: [
    "https://docs.djangoproject.com/en/stable/ref/django-admin/",
    "https://docs.docker.com/build/building/variables/",
  ],
  files: {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")\n',
    "site1/settings.py": 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
  },
  bad: "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN python manage.py collectstatic --noinput",
  good: "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN SECRET_KEY=unused python manage.py collectstatic --noinput",

  *check(file, facts) {
    for (const stage of file.stages) {
      for (const { instruction, command, verb, variable, path } of unsetVariables(file, stage, facts)) {
        const span = command.words.find(({ value }) => value === verb) ?? command;
        const edit = { start: command.start, end: command.start, text: `${variable}=unused ` };
        const fixes: Fix[] =
          verb === "collectstatic" && instruction.script?.form === "shell" && /KEY|SECRET/.test(variable)
            ? [{ title: `Give ${variable} a value for this command alone`, safe: false, edits: [edit] }]
            : [];
        yield {
          span,
          message: `${path} asks for ${variable}, which nothing sets in the build, so that ${verb} stops with a KeyError`,
          fixes,
        };
      }
    }
  },
} satisfies DockerfileRule;
