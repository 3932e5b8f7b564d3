import type { Cases } from "../cases";

const python = "FROM python:3.13-slim\nWORKDIR /app\n";
const node = "FROM node:24-slim\nWORKDIR /app\n";
const files = {
  "requirements.txt": "flask==3.1.0",
  "deps/prod.txt": "flask==3.1.0",
  "package.json": "{}",
  "package-lock.json": "{}",
  "go.mod": "module a",
  "go.sum": "",
  "pom.xml": "<project/>",
  "Cargo.toml": "",
  "pyproject.toml": "",
  Gemfile: "",
  "composer.json": "{}",
  "src/a.ts": "",
};

const built = (scripts: object, more: object = {}) => ({
  "package.json": JSON.stringify({ name: "a", scripts }),
  "package-lock.json": "{}",
  "tsconfig.json": "{}",
  "index.html": "",
  "src/main.ts": "",
  "pages/index.js": "",
  "build.js": "",
  ...more,
});
const above = `${node}COPY package*.json ./\nRUN npm ci\n`;

const debian = "FROM debian:13\nWORKDIR /app\n";

const nested = {
  "requirements/prod.txt": "-r base.txt\ngunicorn",
  "requirements/base.txt": "-cother.txt\nflask",
  "requirements/other.txt": "",
};
const hatchling = {
  "pyproject.toml":
    '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "shop"\ndependencies = [\n  "flask",\n]\nreadme = "README.md"\n[tool.x]\n',
  "README.md": "",
  "src/shop/__init__.py": "",
};

export default {
  invalid: [
    [
      "FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /src\nRUN dotnet [|restore|]\nCOPY . .\nRUN dotnet publish -c Release -o /out",
      "FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /src\nCOPY . .\nRUN dotnet restore\nRUN dotnet publish -c Release -o /out",
      { files: { "Shop.csproj": "", "Program.cs": "" }, message: "Shop.csproj comes only with the COPY" },
    ],
    // Requirements that requirements name, and the text that Hatchling packs.
    [
      `${python}COPY requirements/prod.txt requirements/\nRUN pip install -r [|requirements/prod.txt|]\nCOPY . .`,
      `${python}COPY requirements/prod.txt requirements/\nCOPY requirements/base.txt requirements/\nRUN pip install -r requirements/prod.txt\nCOPY . .`,
      {
        files: { "requirements/prod.txt": "-r base.txt\ngunicorn", "requirements/base.txt": "flask" },
        message: "base.txt comes only with the COPY",
      },
    ],
    [
      `${python}COPY pyproject.toml ./\nCOPY src ./src\nRUN pip install [|.|]`,
      `${python}COPY pyproject.toml ./\nCOPY src ./src\nCOPY README.md ./\nRUN pip install .`,
      { files: hatchling, message: "README.md is brought by nothing above" },
    ],
    [
      `${python}COPY . .\nRUN uv [|sync|] --frozen --no-dev`,
      `${python}COPY . .\nRUN uv sync --frozen --no-dev`,
      {
        files: { ...hatchling, "uv.lock": "", ".dockerignore": "*.md\n" },
        filesAfter: { ".dockerignore": "*.md\n!README.md\n" },
        message: 'README.md is left out of the build context by "*.md" in .dockerignore',
      },
    ],
    // A file that is named comes too late.
    [
      `${python}COPY requirements.txt ./\nRUN pip install -r requirements.txt\nRUN python [|manage.py|] collectstatic\nCOPY . .`,
      `${python}COPY requirements.txt ./\nRUN pip install -r requirements.txt\nCOPY . .\nRUN python manage.py collectstatic`,
      { files: { ...files, "manage.py": "" } },
    ],
    ...(
      [
        ["RUN [|./run.sh|] x", "COPY . .\nRUN ./run.sh x"],
        ["RUN bash -ex [|run.sh|]", "COPY . .\nRUN bash -ex run.sh"],
        ["RUN chmod +x [|run.sh|]", "COPY . .\nRUN chmod +x run.sh"],
        ["RUN set -e; chmod +x [|/app/run.sh|]; true", "COPY . .\nRUN set -e; chmod +x /app/run.sh; true"],
        ["RUN cp [|run.sh|] /usr/bin/", "COPY run.sh ./\nRUN cp run.sh /usr/bin/\nCOPY . ."],
        ["RUN tar -xzf [|a.tgz|]", "COPY a.tgz ./\nRUN tar -xzf a.tgz\nCOPY . ."],
      ] as const
    ).map(
      ([before, after]) =>
        [`${debian}${before}\nCOPY . .`, `${debian}${after}`, { files: { "run.sh": "", "a.tgz": "" } }] as const,
    ),
    // The sources of a build come too late, or were forgotten.
    [
      `${above}RUN npm run [|build|]\nCOPY . .`,
      `${above}COPY . .\nRUN npm run build`,
      { files: built({ build: "rimraf dist && tsc" }), message: "tsconfig.json comes only with the COPY in line 6" },
    ],
    [
      `${node}COPY package.json ./\nRUN npm install && npm run [|build|]\nCOPY . .`,
      `${node}COPY package.json ./\nCOPY . .\nRUN npm install && npm run build`,
      { files: built({ build: "vite build --mode production" }), message: "index.html" },
    ],
    [
      `${node}COPY package.json yarn.lock ./\nRUN yarn install --frozen-lockfile\nRUN yarn [|build|]\nCOPY . .`,
      `${node}COPY package.json yarn.lock ./\nRUN yarn install --frozen-lockfile\nCOPY . .\nRUN yarn build`,
      { files: built({ build: "next build" }, { "yarn.lock": "" }), message: "pages" },
    ],
    [
      "FROM node:24-slim\nWORKDIR /usr/src/app\nCOPY package*.json ./\nRUN npm install\nCOPY src ./src\nRUN npm run [|build|]",
      "FROM node:24-slim\nWORKDIR /usr/src/app\nCOPY package*.json ./\nRUN npm install\nCOPY src ./src\nCOPY tsconfig.json ./\nRUN npm run build",
      { files: built({ build: "tsc" }), message: "tsconfig.json is brought by nothing above" },
    ],
    [
      `${above}COPY src ./src\nRUN npx [|tsc|]`,
      `${above}COPY src ./src\nCOPY tsconfig.json ./\nRUN npx tsc`,
      { files: built({}) },
    ],
    [
      `${above}RUN npm run [|build|]\nCOPY . .`,
      `${above}COPY . .\nRUN npm run build`,
      { files: built({ build: "node build.js", postinstall: "husky" }), message: "build.js" },
    ],
    [
      "FROM python:3.13-slim\nWORKDIR /code\nRUN pip install -r [|requirements.txt|]\nCOPY ./requirements.txt /code/requirements.txt\nCOPY ./app /code/app",
      "FROM python:3.13-slim\nWORKDIR /code\nCOPY ./requirements.txt /code/requirements.txt\nRUN pip install -r requirements.txt\nCOPY ./app /code/app",
      { files: { ...files, "app/main.py": "" } },
    ],
    [
      `${python}RUN python -m pip install --requirement=[|deps/prod.txt|]\nCOPY . .`.replace(
        "--requirement=[|deps/prod.txt|]",
        "[|--requirement=deps/prod.txt|]",
      ),
      `${python}COPY deps/prod.txt deps/\nRUN python -m pip install --requirement=deps/prod.txt\nCOPY . .`,
      { files },
    ],
    [
      `${python}RUN pip install --upgrade pip && pip install -r [|requirements.txt|]\nUSER 1000\nCOPY --chown=1000 . .`,
      `${python}COPY --chown=1000 requirements.txt ./\nRUN pip install --upgrade pip && pip install -r requirements.txt\nUSER 1000\nCOPY --chown=1000 . .`,
      { files, message: "comes only with the COPY in line 5" },
    ],
    [`${python}RUN pip install -r [|requirements.txt|]`, undefined, { message: "brought by nothing above" }],
    [
      `${node}# all of it\nRUN npm [|ci|] \\\n  && npm cache clean --force\nENV A=b\nCOPY . .\nCMD ["node", "a.js"]`,
      `${node}ENV A=b\nCOPY . .\n# all of it\nRUN npm ci \\\n  && npm cache clean --force\nCMD ["node", "a.js"]`,
      { files },
    ],
    [`${node}RUN npm [|run|] build\nCOPY . .`, `${node}COPY . .\nRUN npm run build`, { files }],
    [`${node}RUN npm [|ci|]\nRUN echo\nCOPY . .`, undefined, { files }],
    [
      "FROM golang:1.25 AS b\nWORKDIR /src\nRUN go [|mod|] download\nCOPY . .\nRUN go build -o /a",
      "FROM golang:1.25 AS b\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /a",
      { files },
    ],
    [
      "FROM golang:1.25\nWORKDIR /src\nRUN go [|build|] -o /a ./cmd\nCOPY . .",
      "FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN go build -o /a ./cmd",
      { files },
    ],
    [
      "FROM maven:3.9-eclipse-temurin-21\nWORKDIR /b\nRUN mvn -B [|package|] -DskipTests\nCOPY . .",
      "FROM maven:3.9-eclipse-temurin-21\nWORKDIR /b\nCOPY . .\nRUN mvn -B package -DskipTests",
      { files },
    ],
    [
      "FROM rust:1.90\nWORKDIR /b\nRUN cargo [|build|] --release\nCOPY . .",
      "FROM rust:1.90\nWORKDIR /b\nCOPY . .\nRUN cargo build --release",
      { files },
    ],
    [
      `${python}RUN pip install poetry && poetry [|install|]\nCOPY . .`,
      `${python}COPY . .\nRUN pip install poetry && poetry install`,
      { files },
    ],
    [`${python}RUN pip install [|.|]\nCOPY . .`, `${python}COPY . .\nRUN pip install .`, { files }],
    [
      "FROM ruby:3.4\nWORKDIR /b\nRUN bundle [|install|]\nCOPY . .",
      "FROM ruby:3.4\nWORKDIR /b\nCOPY . .\nRUN bundle install",
      { files },
    ],
    [
      "FROM composer:2\nWORKDIR /b\nRUN composer [|install|]\nCOPY . .",
      "FROM composer:2\nWORKDIR /b\nCOPY . .\nRUN composer install",
      { files },
    ],
  ],
  valid: [
    [`${python}COPY requirements requirements\nRUN pip install -r requirements/prod.txt`, { files: nested }],
    [`${python}COPY requirements/*.txt requirements/\nRUN pip install -r requirements/prod.txt`, { files: nested }],
    [
      `${python}COPY requirements/prod.txt requirements/\nRUN pip install -r requirements/prod.txt`,
      { files: { "requirements/prod.txt": "-r https://example.com/base.txt\n# -r a.txt\n--require-hashes" } },
    ],
    [`${python}COPY . .\nRUN pip install .`, { files: hatchling }],
    [
      `${python}COPY pyproject.toml uv.lock ./\nRUN uv sync --frozen --no-install-project\nCOPY . .`,
      { files: { ...hatchling, "uv.lock": "" } },
    ],
    [
      `${python}COPY . .\nRUN pip install .`,
      {
        files: {
          ...hatchling,
          "pyproject.toml": hatchling["pyproject.toml"].replace("hatchling.build", "setuptools.build_meta"),
          ".dockerignore": "*.md",
        },
      },
    ],
    ...[
      "COPY requirements.txt .\nRUN pip install -r requirements.txt",
      "COPY . .\nRUN pip install -r other.txt",
      "RUN --mount=type=bind,source=requirements.txt,target=requirements.txt pip install -r requirements.txt\nCOPY . .",
      "RUN --mount=type=bind,target=. pip install -r requirements.txt\nCOPY . .",
      "RUN curl -O https://x.example/requirements.txt && pip install -r requirements.txt",
      "RUN echo flask > requirements.txt && pip install -r requirements.txt",
      "RUN git clone https://x.example/a.git . && pip install -r requirements.txt",
      "RUN pip install -r https://x.example/requirements.txt\nCOPY . .",
      "RUN pip install -r $FILE\nCOPY . .",
      "RUN if [ -f requirements.txt ]; then pip install -r requirements.txt; fi\nCOPY . .",
      "RUN pip install -r requirements.txt || true\nCOPY . .",
      "RUN ./get.sh && pip install -r requirements.txt\nCOPY . .",
      "ADD https://x.example/a.tar.gz ./\nRUN pip install -r requirements.txt",
      "COPY --from=other /x ./\nRUN pip install -r requirements.txt\nCOPY . .",
      "ONBUILD RUN pip install -r requirements.txt",
      "RUN pip install flask\nCOPY . .",
      "RUN poetry new . && poetry install\nCOPY . .",
    ].map((rest) => [`${python}${rest}`, { files }] as const),
    ...[
      "RUN npm install\nCOPY . .",
      "RUN npm ci --prefix /x\nCOPY . .",
      "RUN npm init -y && npm run x",
      "COPY package*.json ./\nRUN npm ci\nCOPY . .",
      "RUN cd /srv/x && npm ci",
    ].map((rest) => [`FROM some/image\nWORKDIR /app\n${rest}`, { files }] as const),
    [`${node}COPY package*.json ./\nRUN npm ci && npm run build\nCOPY . .`, { files }],
    ...[
      [`${above}COPY . .\nRUN npm run build`, { build: "tsc" }],
      [`${above}COPY tsconfig.json ./\nCOPY src src\nRUN npm run build`, { build: "tsc" }],
      // It may make them.
      [`${above}RUN npm run build\nCOPY . .`, { build: "tsc", postinstall: "node setup.js" }],
      [`${above}RUN npm run build\nCOPY . .`, { build: "some-generator && tsc" }],
      [`${above}RUN npx tsc --init && npm run build\nCOPY . .`, { build: "tsc" }],
      [`${above}RUN npm run build || true\nCOPY . .`, { build: "tsc" }],
      [`${above}RUN --mount=type=bind,target=. npm run build\nCOPY . .`, { build: "tsc" }],
      // Others are read.
      [`${above}COPY conf ./conf\nRUN npm run build\nCOPY . .`, { build: "tsc -p conf/tsconfig.json" }],
      [`${above}COPY web ./web\nRUN npm run build\nCOPY . .`, { build: "vite build web" }],
      [`${above}COPY src ./src\nRUN npm run build\nCOPY . .`, { build: "tsc src/main.ts" }],
      // What does not lie in the build context is made.
      [`${above}COPY src ./src\nRUN npm run build`, { build: "ng build" }],
      // Another project's.
      [`${node}COPY web/package.json ./\nRUN npm i\nRUN npm run build\nCOPY . .`, { build: "tsc" }],
    ].map(([text, scripts]) => {
      const files = built(scripts as object, {
        "conf/tsconfig.json": "",
        "web/package.json": "{}",
        "web/index.html": "",
      });
      return [text as string, { files }] as const;
    }),
    ...[
      "RUN echo a > run.sh && cat run.sh\nCOPY . .",
      "RUN { echo a; echo b; } > run.sh && chmod +x run.sh\nCOPY . .",
      "RUN ! cat run.sh\nCOPY . .",
      "RUN ./run.sh && echo y || echo n\nCOPY . .",
      "RUN ./run.sh | cat\nCOPY . .",
      "COPY . /src\nRUN cp -r /src/. . && chmod +x run.sh\nCOPY run.sh ./",
      "RUN chmod +x run.sh; true\nCOPY . .",
      "RUN chmod +x run.sh || true\nCOPY . .",
      "RUN chmod -f +x run.sh\nCOPY . .",
      "RUN [ -f run.sh ] && chmod +x run.sh || true\nCOPY . .",
      "RUN if [ -f run.sh ]; then chmod +x run.sh; fi\nCOPY . .",
      "RUN curl -O https://x.example/run.sh && sh run.sh\nCOPY . .",
      "RUN cat run.sh | wc\nCOPY . .",
      "RUN sh -c run.sh\nCOPY . .",
      "RUN chmod +x *.sh\nCOPY . .",
      "RUN chmod +x run.sh\nCOPY other.sh .",
      "COPY run.sh .\nRUN chmod +x run.sh\nCOPY . .",
      "RUN --mount=type=bind,source=run.sh,target=run.sh sh run.sh\nCOPY . .",
    ].map((rest) => [`${debian}${rest}`, { files: { "run.sh": "", "other.sh": "" } }] as const),
    ["FROM node:8-onbuild\nRUN npm run build", { files }],
    [
      "FROM golang:1.25\nWORKDIR /src\nRUN go mod download example.com/x@v1.0.0 && go install a@latest\nCOPY . .",
      { files },
    ],
    ["FROM golang:1.25\nWORKDIR /src\nRUN GO111MODULE=off go build\nCOPY . .", { files }],
    ["FROM maven:3.9-eclipse-temurin-21\nWORKDIR /b\nRUN mvn -f x/pom.xml package\nCOPY . .", { files }],
    ["FROM maven:3.9-eclipse-temurin-21\nWORKDIR /b\nRUN mvn archetype:generate\nCOPY . .", { files }],
  ],
} satisfies Cases;
