import type { Cases, More } from "../cases";

const manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n';
const shop = (settings: string): More => ({ files: { "manage.py": manage, "shop/settings.py": settings } });
const image = (run: string, more = "") => `FROM python:3.13-slim\nWORKDIR /app\n${more}COPY . .\nRUN ${run}\n`;
const key = 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n';
const collecting = "python manage.py collectstatic --noinput";

export default {
  invalid: [
    [
      image("python manage.py [|collectstatic|] --noinput"),
      image(`SECRET_KEY=unused ${collecting}`),
      { ...shop(key), message: "shop/settings.py asks for SECRET_KEY" },
    ],
    [
      image("python3 manage.py [|check|] --deploy"),
      undefined,
      shop("import os\nDATABASES = {\n  'default': {\n    'NAME': os.environ['DB_NAME'],\n  }\n}\n"),
    ],
    [
      image("./manage.py [|collectstatic|] --no-input", "ENV PORT=8000\n"),
      image("SECRET_KEY=unused ./manage.py collectstatic --no-input", "ENV PORT=8000\n"),
      shop(`import os\nPORT = os.environ["PORT"]\n${key}`),
    ],
  ],
  valid: [
    [image(`SECRET_KEY=x ${collecting}`), shop(key)],
    [image(collecting, "ENV SECRET_KEY=x\n"), shop(key)],
    [image(collecting, "ARG SECRET_KEY\n"), shop(key)],
    [image(`export SECRET_KEY=x && ${collecting}`), shop(key)],
    [image(`--mount=type=secret,id=key,env=SECRET_KEY ${collecting}`), shop(key)],
    [image(`${collecting} || true`), shop(key)],
    [image(`${collecting} --settings=shop.build`), shop(key)],
    [image(collecting, "ENV DJANGO_SETTINGS_MODULE=shop.build\n"), shop(key)],
    [image(collecting), shop('import os\nSECRET_KEY = os.environ.get("SECRET_KEY", "x")\n')],
    [image(collecting), shop(`from dotenv import load_dotenv\nload_dotenv()\n${key}`)],
    [image(collecting), shop('import os\nif os.environ.get("A"):\n    SECRET_KEY = os.environ["SECRET_KEY"]\n')],
    [image(collecting), shop('import os\ndef key():\n    return os.environ["SECRET_KEY"]\n')],
    [image(collecting), shop('import os\nSECRET_KEY = os.environ["SECRET_KEY"] if PROD else "x"\n')],
    [image("python manage.py help"), shop(key)],
    [`FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD python manage.py migrate\n`, shop(key)],
  ],
} satisfies Cases;
