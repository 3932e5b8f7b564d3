import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM alpine\nCOPY docker-entrypoint.sh /usr/local/bin/\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["serve", [|"--ip=$IP"|]]',
      'FROM alpine\nCOPY docker-entrypoint.sh /usr/local/bin/\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["sh", "-c", "exec serve \\"--ip=$IP\\""]',
      { files: { "docker-entrypoint.sh": '#!/bin/sh\nexec "$@"\n' } },
    ],
    // What only a shell looks up.
    [
      'FROM eclipse-temurin:21-jre\nCMD ["java", "-Xmx1g", "-jar", [|"target/app-*.jar"|], "--a=*"]',
      `FROM eclipse-temurin:21-jre\nCMD ["sh", "-c", "exec java -Xmx1g -jar target/app-*.jar '--a=*'"]`,
      { message: "gets target/app-*.jar as it stands" },
    ],
    [
      'FROM debian\nENTRYPOINT [[|"~/bin/run"|], "--fast"]',
      'FROM debian\nENTRYPOINT ["sh", "-c", "exec ~/bin/run --fast \\"$@\\"", "sh"]',
    ],
    [
      'FROM node:24-slim\nENTRYPOINT ["tini", "--"]\nCMD ["node", [|"dist/server.*.js"|]]',
      'FROM node:24-slim\nENTRYPOINT ["tini", "--"]\nCMD ["sh", "-c", "exec node dist/server.*.js"]',
    ],
    [
      'FROM debian\nCMD ["/srv/run", [|"--date=`date +%F`"|]]',
      'FROM debian\nCMD ["sh", "-c", "exec /srv/run \\"--date=$(date +%F)\\""]',
    ],
    [
      'FROM debian\nCMD ["/srv/run", "--host", [|"$(hostname)"|]]',
      'FROM debian\nCMD ["sh", "-c", "exec /srv/run --host \\"$(hostname)\\""]',
      { message: "gets $(hostname) as it stands" },
    ],
    // Where the operator is to lead, another rule knows.
    ['FROM debian\nENTRYPOINT ["run", "&&", [|"$A"|]]', undefined],
    [
      `FROM python:3.12-slim\nENV PORT=80\nHEALTHCHECK CMD ["python", "-c", [|"import urllib.request as u; u.urlopen('http://localhost:$PORT/')"|]]`,
      `FROM python:3.12-slim\nENV PORT=80\nHEALTHCHECK CMD ["sh", "-c", "exec python -c \\"import urllib.request as u; u.urlopen('http://localhost:$PORT/')\\""]`,
    ],
    [
      'FROM debian:12-slim\nENV A=1\nCMD ["sh", "run.sh", [|"$A"|]]',
      'FROM debian:12-slim\nENV A=1\nCMD ["sh", "-c", "exec sh run.sh \\"$A\\""]',
    ],
    [
      'FROM debian\nENV PORT=80\nCMD ["/srv/run", "--port", [|"$PORT"|]]',
      'FROM debian\nENV PORT=80\nCMD ["sh", "-c", "exec /srv/run --port \\"$PORT\\""]',
      { message: "gets $PORT as it stands" },
    ],
    [
      'FROM debian\nENTRYPOINT ["java", [|"$JAVA_OPTS"|], "-jar", "/a b.jar"]',
      'FROM debian\nENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -jar \'/a b.jar\' \\"$@\\"", "sh"]',
    ],
    [
      'FROM debian\nARG V=1\nENTRYPOINT [[|"/opt/${V}/run"|]]',
      'FROM debian\nARG V=1\nENV V=$V\nENTRYPOINT ["sh", "-c", "exec \\"/opt/${V}/run\\" \\"$@\\"", "sh"]',
      { message: "gets ${V} as it stands" },
    ],
    [
      'FROM debian\nHEALTHCHECK --interval=9s CMD ["curl", "-f", [|"http://localhost:$PORT/"|]]',
      'FROM debian\nHEALTHCHECK --interval=9s CMD ["sh", "-c", "exec curl -f \\"http://localhost:$PORT/\\""]',
    ],
    ['FROM debian\nRUN ["mkdir", [|"$BASE/x"|]]', 'FROM debian\nRUN mkdir "$BASE/x"'],
    ['FROM debian\nENTRYPOINT ["/srv/run"]\nCMD [[|"--port=$PORT"|]]', undefined],
    ['FROM scratch\nCMD ["/run", [|"${PORT:-80}"|]]', undefined],
    [
      'FROM debian\nENTRYPOINT ["tini", "--"]\nCMD ["node", [|"${DIR}/job.js"|]]',
      'FROM debian\nENTRYPOINT ["tini", "--"]\nCMD ["sh", "-c", "exec node \\"${DIR}/job.js\\""]',
    ],
  ],
  valid: [
    // The script gives its arguments to a shell once more.
    [
      'FROM alpine\nCOPY docker-entrypoint.sh /usr/local/bin/\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["--ip=$(detect-ip)"]',
      { files: { "docker-entrypoint.sh": '#!/bin/sh\nexec $(eval "echo $@")\n' } },
    ],
    // Nobody knows what this one does with them.
    'FROM alpine\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["--ip=$(detect-ip)"]',
    // Programs that look up patterns themselves, or mean all by a star.
    'FROM node:24-slim\nCMD ["npx", "jest", "src/**/*.test.js"]',
    'FROM python:3.13-slim\nCMD ["gunicorn", "--forwarded-allow-ips", "*", "a:b"]',
    'FROM eclipse-temurin:21-jre\nCMD ["java", "-cp", "lib/*", "a.Main"]',
    'FROM debian\nCMD ["git", "clone", "a", "~/b"]',
    // What stands in front may look them up, as may the entrypoint of an image that nobody knows.
    'FROM node:24-slim\nENTRYPOINT ["/app/start"]\nCMD ["node", "dist/*.js"]',
    'FROM node:24-slim\nENTRYPOINT ["tini", "--", "/app/start"]\nCMD ["node", "dist/*.js"]',
    'FROM python:3.13-slim\nENTRYPOINT ["python3", "supervise.py"]\nCMD ["node", "dist/*.js"]',
    'FROM example.com/java:1\nCMD ["java", "-jar", "target/*.jar"]',
    // Backticks quote names and literals of other languages.
    'FROM debian\nCMD ["mysqldump", "--where=`id`>3", "db"]',
    'FROM debian\nCMD ["aws", "ec2", "--query=`running`"]',
    'FROM debian\nCMD ["notify", "`ok`"]',
    'FROM node:24-slim\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["node", "dist/*.js"]',
    'FROM debian\nCMD ["sh", "-c", "exec java -jar target/*.jar"]',
    'FROM debian\nCMD ["/srv/run", "a$(b)"]',
    'FROM python:3.13\nENTRYPOINT ["python -m http.server $PORT"]',
    'FROM python:3.12-slim\nCMD ["python", "-c", "print(\'$HOME costs $5\')"]',
    'FROM debian\nCMD ["sh", "-c", "exec sh run.sh \\"$A\\""]',
    'FROM debian\nCMD ["sh", "run.sh", "sh", "-c", "$A"]',
    'FROM debian\nENTRYPOINT ["find", "/srv", "-regex", "^a$"]',
    'FROM debian\nENTRYPOINT ["find", "/srv", "-name", "$A"]',
    'FROM debian\nCMD ["sh", "-c", "exec /srv/run --port $PORT"]',
    'FROM debian\nCMD ["tini", "--", "bash", "-lc", "run $PORT"]',
    'FROM debian\nENTRYPOINT ["sh", "-c"]\nCMD ["run $PORT"]',
    'FROM debian\nENTRYPOINT run\nCMD ["$PORT"]',
    'FROM debian\nCMD ["awk", "{ print $NF }", "f"]',
    'FROM debian\nCMD ["node", "-e", "console.log(`${A}`)"]',
    'FROM debian\nCMD ["java", "-Da=${B}", "-jar", "a.jar", "--server.port=${PORT}"]',
    'FROM debian\nRUN ["sed", "-i", "s/$A/b/", "f"]',
    'FROM debian\nCMD ["run", "a$", "$", "\\\\$A", "$(a)", "$lower", "${env:A}", "$$"]',
    'FROM debian\nONBUILD RUN ["mkdir", "$A"]',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD ["a.exe", "$A"]',
    "FROM debian\nCMD run $PORT",
    'FROM debian\nCOPY ["$A", "/b"]',
  ],
} satisfies Cases;
