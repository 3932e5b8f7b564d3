import type { Cases } from "../cases";

const files = { "package.json": "{}", "src/a.js": "" };
const build = "FROM node:24 AS build\nWORKDIR /code\nCOPY . .\nRUN npm ci && npm run build\n";
const then = (copy: string) => `${build}FROM node:24-slim\nWORKDIR /srv\n${copy}`;

const vite = {
  "package.json": JSON.stringify({ scripts: { build: "vite build" }, devDependencies: { vite: "6" } }),
  "index.html": "",
};
const react = {
  "package.json": JSON.stringify({ scripts: { build: "react-scripts build" }, dependencies: { "react-scripts": "5" } }),
};
const site = (copy: string) => `${build}FROM nginx:1.29\nCOPY --from=build ${copy} /usr/share/nginx/html`;
const rust = { "Cargo.toml": '[package]\nname = "my-app"\nversion = "0.1.0"\n', "src/main.rs": "" };
const maven = (path: string, more = "") =>
  `FROM maven:3.9-eclipse-temurin-21 AS b\nWORKDIR /src\nCOPY . .\nRUN mvn -B package${more}\nFROM eclipse-temurin:21-jre\nCOPY --from=b ${path} /app.jar`;
const pom = (more = "") => ({
  "pom.xml": `<project><parent><artifactId>p</artifactId></parent><artifactId>shop</artifactId><version>1.2.0</version>${more}</project>`,
});
const spring = "<project><artifactId>shop</artifactId><version>1.2.0</version></project>";
const cargo = (path: string, more = "") =>
  `FROM rust:1.90 AS b\nWORKDIR /src\nCOPY . .\nRUN cargo build --release${more}\nFROM debian:13-slim\nCOPY --from=b ${path} /usr/local/bin/`;

const typescript = (build: string) => ({
  "package.json": JSON.stringify({ scripts: { build } }),
  "tsconfig.json": '{ "compilerOptions": { "outDir": "dist" } }',
  "src/main.ts": "",
});
const compiled = (path: string) =>
  `FROM node:24-slim AS build\nWORKDIR /code\nCOPY . .\nRUN npm ci && npm run build\n\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build ${path} ./dist\nCMD ["node", "dist/main.js"]`;

const unbuilt = (path: string) =>
  `FROM node:24 AS build\nWORKDIR /code\nCOPY package.json ./\nRUN npm ci\nCOPY . .\n\nFROM nginx:1.31\nCOPY --from=build ${path} /usr/share/nginx/html`;
const go = (build: string, path: string) =>
  `FROM golang:1.27 AS b\nWORKDIR /src\nCOPY . .\nRUN go mod download\nRUN ${build}\nFROM gcr.io/distroless/base-debian12\nCOPY --from=b ${path} /server`;

export default {
  invalid: [
    [
      go("go build .", "[|/src/server|]"),
      go("go build .", "/src/shop"),
      {
        files: { "go.mod": "module example.com/shop/v2\n", "main.go": "package main\n" },
        message: "that is /src/shop",
      },
    ],
    // Nothing is built in that stage, or what is built goes elsewhere.
    [
      unbuilt("[|/code/dist|]"),
      undefined,
      { files: typescript("tsc"), message: "unless the build context holds it", severity: "info" },
    ],
    [
      unbuilt("[|/code/dist|]"),
      undefined,
      { files: { ...typescript("tsc"), ".dockerignore": "dist\n" }, severity: "warning" },
    ],
    [
      go("go build -o /out/server .", "[|/src/server|]"),
      undefined,
      { files: { "go.mod": "module x\n", "main.go": "" } },
    ],
    [
      "FROM python:3.13 AS b\nWORKDIR /w\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nFROM python:3.13-slim\nCOPY --from=b [|/w/venv|] /venv",
      undefined,
      { files: { "requirements.txt": "flask\n" } },
    ],
    [
      "FROM maven:3.9-eclipse-temurin-21 AS b\nWORKDIR /w\nCOPY pom.xml .\nRUN mvn -B dependency:go-offline\nCOPY src src\nFROM eclipse-temurin:21-jre\nCOPY --from=b [|/w/target/app.jar|] /",
      undefined,
      { files: { "pom.xml": "<project></project>", "src/main/java/A.java": "" } },
    ],
    // The folder in which a pattern looks, and the source of a mount.
    [
      "FROM maven:3.9-eclipse-temurin-21 AS b\nWORKDIR /src\nRUN mvn -B package\nFROM eclipse-temurin:21-jre\nCOPY --from=b [|target/*.jar|] /app.jar",
      "FROM maven:3.9-eclipse-temurin-21 AS b\nWORKDIR /src\nRUN mvn -B package\nFROM eclipse-temurin:21-jre\nCOPY --from=b /src/target/*.jar /app.jar",
      { message: "/target is not in b" },
    ],
    [
      then("RUN --mount=from=build,source=[|dist|],target=/in cp -r /in /x"),
      then("RUN --mount=from=build,source=/code/dist,target=/in cp -r /in /x"),
      { files, message: "sources of a mount start at the root of the stage" },
    ],
    // The folder of another image.
    [
      "FROM node:24-slim AS deps\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\n\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=deps [|/usr/src/app/node_modules|] ./node_modules",
      "FROM node:24-slim AS deps\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\n\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=deps /app/node_modules ./node_modules",
      { files: typescript("tsc"), message: "did you mean /app/node_modules?" },
    ],
    [compiled("[|/code/build|]"), compiled("/code/dist"), { files: typescript("tsc"), message: "that is /code/dist" }],
    [compiled("[|/code/build|]"), compiled("/code/dist"), { files: typescript("rimraf dist && tsc") }],
    [compiled("[|/code/dist|]"), compiled("/code/.next"), { files: typescript("next build") }],
    // What settings name beside it brings nothing there.
    [
      site("[|dist|]"),
      site("/code/dist"),
      { files: { ...vite, "vite.config.ts": "export default { base: '/shop/', build: { outDir: './dist' } };" } },
    ],
    [site("[|/code/build|]"), site("/code/dist"), { files: vite, message: "that is /code/dist" }],
    [site("[|/code/dist/|]"), site("/code/build"), { files: react }],
    [maven("[|/src/target/shop-1.1.0.jar|]"), maven("/src/target/shop-1.2.0.jar"), { files: pom() }],
    [
      maven("[|/src/target/shop-1.2.0.jar|]", " -DskipTests"),
      maven("/src/target/app.jar", " -DskipTests"),
      { files: pom("<build><finalName>app</finalName></build>"), message: "that is /src/target/app.jar" },
    ],
    // The folder of the other tool.
    [
      maven("[|/src/build/libs/*.jar|]"),
      maven("/src/target/*.jar"),
      { files: { "pom.xml": spring }, message: "that is /src/target/*.jar" },
    ],
    // With --target, cargo works in a folder of that name.
    [
      cargo("[|/src/target/release/my-app|]", " --target x86_64-unknown-linux-musl"),
      cargo("/src/target/x86_64-unknown-linux-musl/release/my-app", " --target x86_64-unknown-linux-musl"),
      { files: rust },
    ],
    [cargo("[|/src/target/release/my_app|]"), cargo("/src/target/release/my-app"), { files: rust }],
    [
      then("COPY --from=build [|dist|] ./dist"),
      then("COPY --from=build /code/dist ./dist"),
      { files, message: "did you mean /code/dist?" },
    ],
    [then("COPY --from=build [|./build/web|] ./"), then("COPY --from=build /code/build/web ./"), { files }],
    [then("COPY --from=build [|/dist/|] ./"), then("COPY --from=build /code/dist ./"), { files }],
    [
      then("COPY --from=build /code/src [|package.json|] ./"),
      then("COPY --from=build /code/src /code/package.json ./"),
      { files },
    ],
    [
      "FROM scratch AS a\nCOPY src /x/\nFROM debian:13\nCOPY --from=a [|/y|] /",
      undefined,
      { files, message: "/y is not in a, so that the build stops here" },
    ],
    [
      "FROM debian:13 AS a\nRUN mkdir /made && rmdir /made\nFROM debian:13\nCOPY --from=a [|/made|] /",
      undefined,
      { files },
    ],
    [
      "FROM composer:2 AS v\nWORKDIR /srv\nCOPY composer.json ./\nRUN composer install\nFROM php:8.4-fpm\nCOPY --from=v [|vendor|] /var/www/vendor",
      "FROM composer:2 AS v\nWORKDIR /srv\nCOPY composer.json ./\nRUN composer install\nFROM php:8.4-fpm\nCOPY --from=v /srv/vendor /var/www/vendor",
    ],
  ],
  valid: [
    [unbuilt("/code/dist"), { files: { ...typescript("tsc"), "package.json": '{ "scripts": { "prepare": "tsc" } }' } }],
    [unbuilt("/code/build"), { files: typescript("tsc") }],
    // A library has a header, and settings name a folder for packages.
    [
      go("go build -buildmode=c-shared -o lib.so .", "/src/lib.h"),
      { files: { "go.mod": "module x\n", "main.go": "package main\n" } },
    ],
    [
      "FROM maven:3.9-eclipse-temurin-21 AS b\nWORKDIR /w\nCOPY pom.xml .\nCOPY .mvn .mvn\nRUN mvn -B dependency:go-offline\nFROM eclipse-temurin:21-jre\nCOPY --from=b /w/repo /r",
      { files: { "pom.xml": "<project></project>", ".mvn/maven.config": "-Dmaven.repo.local=repo" } },
    ],
    [
      "FROM node:24-slim AS b\nWORKDIR /w\nCOPY package.json yarn.lock ./\nRUN corepack enable && yarn install --immutable\nFROM node:24-slim\nCOPY --from=b /w/.pnp.cjs /w/",
      { files: { "package.json": '{ "packageManager": "yarn@4.5.0" }', "yarn.lock": "__metadata:\n  version: 8\n" } },
    ],
    [go("go build -o server .", "/src/server"), { files: { "go.mod": "module x\n", "main.go": "" } }],
    [go("go build .", "/src/shop"), { files: { "go.mod": "module shop\n", "main.go": "package main\n" } }],
    [go("go build .", "/src/server"), { files: { "go.mod": "module shop\n", "main.go": "package lib\n" } }],
    [go("go build ./...", "/src/server"), { files: { "go.mod": "module x\n", "main.go": "" } }],
    [go("go build -o bin/ ./cmd/...", "/src/bin/server"), { files: { "go.mod": "module x\n", "main.go": "" } }],
    // A pattern that finds nothing in a folder stops no build.
    [then("COPY --from=build /tmp/*.jar /x/"), { files }],
    [then("RUN --mount=type=cache,from=build,source=dist,target=/in ls"), { files }],
    [then("RUN --mount=from=build,target=/in ls"), { files }],
    [
      "FROM node:24-slim AS deps\nWORKDIR /usr/src/app\nCOPY package*.json ./\nRUN npm ci\n\nFROM node:24-slim\nCOPY --from=deps /usr/src/app/node_modules /app/node_modules",
      { files: typescript("tsc") },
    ],
    [compiled("/code/dist"), { files: typescript("tsc") }],
    [compiled("/code/build"), { files: typescript("tsc && node copy.js") }],
    [compiled("/code/build"), { files: typescript("tsc -p tsconfig.prod.json") }],
    [
      compiled("/code/out"),
      { files: { ...typescript("next build"), "next.config.js": "module.exports = { output: 'export' }" } },
    ],
    // A build writes to where its script or a file of settings says.
    ...(
      [
        ["vue-cli-service build --dest /www", {}],
        ["vite build && shx cp -r dist /www", {}],
        ["BUILD_PATH=/www react-scripts build", {}],
        ["webpack -o ../www", {}],
        ["vite build", { "vite.config.ts": "export default { build: { outDir: '/www' } };" }],
        ["webpack", { "webpack.config.js": 'module.exports = { output: { path: resolve(__dirname, "..", "www") } };' }],
        ["jekyll build", { "_config.yml": "destination: /www\n" }],
        ["node tools/site.js", { "tools/site.js": 'cpSync("dist", "/www");\n' }],
      ] as const
    ).map(([script, more]): [string, object] => [
      site("/www"),
      { files: { "package.json": JSON.stringify({ scripts: { build: script } }), "src/a.js": "", ...more } },
    ]),
    [
      "FROM python:3.13 AS b\nWORKDIR /app\nCOPY . .\nRUN python manage.py collectstatic\nFROM nginx\nCOPY --from=b /www /w",
      { files: { "manage.py": "", "shop/settings.py": 'STATIC_ROOT = "/www"\n' } },
    ],
    ...[
      "bundle config set --local path /www && bundle install",
      "python -c \"import os; os.makedirs('/www')\"",
      "npm pack --pack-destination /www",
      "unzip -q a.zip -d /www",
      "wget -P /www https://example.org/a",
      "awk '{ print > \"/www\" }' a",
    ].map((run): [string, object] => [
      `FROM debian:13 AS b\nWORKDIR /app\nCOPY . .\nRUN ${run}\nFROM debian:13-slim\nCOPY --from=b /www /www`,
      { files: { a: "" } },
    ]),
    [site("/code/dist"), { files: vite }],
    [site("/code/build"), { files: { ...vite, "vite.config.js": "export default { build: { outDir: 'build' } }" } }],
    [site("/code/build"), { files: { ...vite, "build/a.html": "" } }],
    [site("/code/public"), { files: { ...vite, "public/a.html": "" } }],
    [site("/code/dist").replace("npm run build", "npm run build && mv build dist"), { files: react }],
    [maven("/src/target/shop-1.2.0.jar"), { files: pom() }],
    [maven("/src/target/shop-1.1.0.jar", " && cp target/*.jar target/shop-1.1.0.jar"), { files: pom() }],
    [maven("/src/target/shop-1.1.0.jar"), { files: pom("<profile></profile>") }],
    [
      maven("/src/target/shop-runner.jar"),
      {
        files: pom("<build><plugins><plugin><artifactId>quarkus-maven-plugin</artifactId></plugin></plugins></build>"),
      },
    ],
    // It may name the folder.
    [site("/code/dist"), { files: { ...react, ".env.production": "BUILD_PATH=dist\n" } }],
    [cargo("/src/target/release/my-app"), { files: rust }],
    [cargo("/src/target/release/my-app", " --target $TRIPLE"), { files: rust }],
    [cargo("/src/target/release/my-app", " && cargo build --release --target wasm32-unknown-unknown"), { files: rust }],
    [cargo("/src/target/a-b-c/release/my-app", " --target a-b-c"), { files: rust }],
    [maven("/src/target/*.jar"), { files: pom() }],
    [maven("/src/build/libs/*.jar"), { files: { ...pom(), "build/libs/a.jar": "" } }],
    [cargo("/src/target/release/my_app"), { files: { ...rust, "src/bin/my_app.rs": "" } }],
    [cargo("/src/target/release/my_app", " && cp target/release/my-app target/release/my_app"), { files: rust }],
    [cargo("/src/target/release/my_app"), { files: { "Cargo.toml": "[workspace]\nmembers = ['a']\n" } }],
    "FROM composer:2 AS v\nRUN composer install\nFROM php:8.4-fpm\nCOPY --from=v app/vendor /var/www/vendor",
    "FROM golang:1.25 AS b\nRUN go install example.com/x@latest\nFROM debian\nCOPY --from=b go/bin/x /usr/local/go /x/",
    ...[
      "COPY --from=build code/dist ./",
      "COPY --from=build /code/dist ./",
      "COPY --from=build /code/node_modules/x ./",
      "COPY --from=build /usr/local/bin/x ./",
      "COPY --from=build /root/.npm ./",
      "COPY --from=build /code/package.json ./",
      "COPY --from=build etc/passwd /etc/",
      "COPY --from=node:24 /nothing /etc/",
      "COPY --from=build /d* ./",
      "COPY --from=build $X ./",
    ].map((copy) => [then(copy), { files }] as const),
    ...[
      "RUN go build -o /out ./cmd",
      "RUN make DESTDIR=/out install",
      "RUN DESTDIR=/out make install",
      "ENV DESTDIR=/out\nRUN make install",
      "RUN ./build.sh",
      "RUN pip install --target=/out x",
      "RUN mkdir -p $X",
      "RUN mkdir -p out",
      "RUN cd / && git clone https://x.example/out.git",
      "RUN curl -L https://x.example/y | tar xz",
      "RUN curl -Lo out https://x.example/y",
      "RUN --mount=type=bind,target=/src cp /src/a /out",
      "ADD https://x.example/y.tar /out",
      "RUN <<EOF\nmkdir out\nEOF",
      "RUN install -d out",
    ].map((run) => [`FROM debian:13 AS a\n${run}\nFROM debian:13\nCOPY --from=a out /`, { files }] as const),
    ["FROM some/image AS a\nFROM debian:13\nCOPY --from=a /out /", { files }],
    // Its output may lie anywhere.
    ...[
      pom(),
      { "pom.xml": spring.replace("</project>", "<build><directory>build/libs</directory></build></project>") },
      { "pom.xml": spring, ".mvn/maven.config": "-Dout=build/libs\n" },
      {
        "pom.xml": spring.replace(
          "</project>",
          "<build><plugins><plugin><artifactId>maven-antrun-plugin</artifactId></plugin></plugins></build></project>",
        ),
      },
    ].map((files) => [maven("/src/build/libs/*.jar"), { files }] as const),
    [
      cargo("/src/target/release/my-app", " --target a-b-c -Z unstable-options --artifact-dir target/release"),
      { files: rust },
    ],
    [cargo("/src/target/release/my-app", " --target a-b-c && make install"), { files: rust }],
  ],
} satisfies Cases;
