import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|a|]\n", "a\n**/.netrc\n", { files: { ".netrc": "" }, message: ".netrc is sent" }],
    ["[|a|]\n", "a\n**/.aws/credentials\n", { files: { ".aws/credentials": "", ".aws/task-definition.json": "" } }],
    ["[|a|]\n", "a\n**/.ssh\n", { files: { ".ssh/deploy": "", ".ssh/known_hosts": "" } }],
    [
      "[|a|]\n",
      "a\n**/.docker/config.json\n",
      { files: { ".docker/config.json": '{"auths": {}}', ".docker/nginx.conf": "" } },
    ],
    [
      "[|a|]\n",
      "a\n**/.pypirc\n**/*.tfstate*\n",
      {
        files: { "infra/terraform.tfstate": "", "infra/terraform.tfstate.backup": "", ".pypirc": "" },
        message: "2 more",
      },
    ],
    ["[|a|]\n", "a\n**/service-account.json\n", { files: { "config/service-account.json": '{"private_key": "x"}' } }],
    ["[|a|]\n", "a\n**/.yarnrc.yml\n", { files: { ".yarnrc.yml": "npmAuthToken: abc\n" } }],
    ["[|a|]\n", "a\n**/.netrc\n", { files: { "src/etc/.netrc": "" }, dockerfile: "FROM node:24\nCOPY src /app/src\n" }],
  ],
  valid: [
    ["**/.netrc\n", { files: { ".netrc": "" } }],
    ["a\n", { files: { ".yarnrc.yml": "nodeLinker: node-modules\nnpmAuthToken: ${TOKEN}\n" } }],
    ["a\n", { files: { ".yarnrc.yml": "nodeLinker: pnp\n" } }],
    ["a\n", { files: { "service-account.json": '{"$schema": "x"}' } }],
    ["a\n", { files: { "test/fixtures/.netrc": "", ".ssh/id_rsa.pub": "", ".kube/deployment.yaml": "" } }],
    ["a\n", { files: { ".env": "", "server.key": "", ".npmrc": "_authToken=x" } }],
    ["a\n", { files: { ".netrc": "" }, dockerfile: "FROM node:24\nCOPY server.js /app/\n" }],
    ["a\n", { files: { ".netrc": "" }, dockerfile: "FROM node:24\nCOPY .netrc /root/\nCOPY . /app\n" }],
    "a\n",
  ],
} satisfies Cases;
