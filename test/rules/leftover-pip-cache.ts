import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM python\nUSER 1001\nRUN --mount=type=cache,target=/root/.cache/pip pip [|install|] a", undefined],
    ["FROM python\nRUN --mount=type=cache,target=/root/.cache/pip uv [|sync|]", undefined],
    ["RUN pip2 [|install|] a", "RUN pip2 install --no-cache-dir a"],
    [
      "FROM python\nRUN pip [|install|] a && python3 -m pip [|install|] -r b",
      "FROM python\nRUN pip install --no-cache-dir a && python3 -m pip install --no-cache-dir -r b",
    ],
    [
      "FROM python\nRUN pip3 [|install|] a",
      "FROM python\nRUN --mount=type=cache,target=/root/.cache/pip pip3 install a",
      { fix: "Keep the cache in a cache mount" },
    ],
    ['ONBUILD RUN ["pip", [|"install"|], "a"]', 'ONBUILD RUN ["pip", "install", "--no-cache-dir", "a"]'],
    [
      "FROM python\nENV PIP_NO_CACHE_DIR=0\nRUN PIP_NO_CACHE_DIR=no pip [|install|] a",
      "FROM python\nENV PIP_NO_CACHE_DIR=0\nRUN PIP_NO_CACHE_DIR=no pip install --no-cache-dir a",
    ],
    [
      "FROM python\nRUN export PIP_NO_CACHE_DIR=false && pip [|install|] a",
      "FROM python\nRUN export PIP_NO_CACHE_DIR=false && pip install --no-cache-dir a",
    ],
    [
      "FROM python\nRUN uv pip [|install|] a && uv [|sync|]",
      "FROM python\nRUN uv pip install --no-cache a && uv sync --no-cache",
      { message: "uv leaves" },
    ],
    [
      "FROM python\nRUN --mount=type=cache,target=/var/cache/apt pip [|install|] a",
      "FROM python\nRUN --mount=type=cache,target=/var/cache/apt pip install --no-cache-dir a",
    ],
    ["FROM python\nUSER app\nRUN bash -c 'pip [|install|] a'", undefined],
  ],
  valid: [
    // A cache that lies elsewhere, and is emptied there.
    "FROM python:3.13\nENV PIP_CACHE_DIR=/tmp/c\nRUN pip install a==1 && rm -rf /tmp/c/*",
    "RUN pip install a --no-cache-dir && pip3 --no-cache-dir install b && pip install --cache-dir=/x c",
    "ENV PIP_NO_CACHE_DIR=1\nRUN pip install a",
    "FROM python AS base\nENV PIP_NO_CACHE_DIR=yes\nFROM base\nRUN pip install a",
    "FROM python\nRUN PIP_NO_CACHE_DIR=on pip install a && export PIP_NO_CACHE_DIR=1 && pip install b",
    "FROM python\nRUN --mount=type=cache,target=/root/.cache pip install a",
    "FROM python\nUSER x\nRUN --mount=type=tmpfs,target=/home/x/.cache/pip pip install a",
    "FROM python\nRUN pip install a && rm -rf ~/.cache",
    "FROM python\nRUN pip install a && pip cache purge",
    "FROM python\nCOPY pip.conf /etc/\nRUN pip install a",
    "FROM python\nRUN pip install $PIP_OPTS a && pipenv install b && pipx install c && pip list",
    "FROM python AS build\nRUN pip install --user a\nFROM python\nCOPY --from=build /root/.local /root/.local",
  ],
} satisfies Cases;
