import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN pip3 install --root /opt [|flask|] a==1 'b>=2' c~=3 d.whl ./e https://x/f.zip [|g[h]|]", undefined],
    [
      "FROM python\nRUN python3.12 -m pip install [|flask|] && uv pip install --system [|a|] b==1 && pipx install [|poetry|]",
      undefined,
    ],
    ["FROM python\nRUN pip install [|git+https://u@x/y.git#egg=y|] git+https://x/y.git@v1#egg=y", undefined],
    ["FROM python\nRUN pip install -U pip [|wheels|]", undefined],
  ],
  valid: [
    "FROM python\nRUN pip install -r requirements.txt flask && pip install flask -c c.txt && pip install . flask && pip install -e .",
    "FROM python\nRUN pip install --upgrade pip setuptools wheel && pip download flask && pipenv install x",
    "FROM python\nARG V\nRUN pip install flask==$V $PACKAGES && python -m venv /x && pip --version",
    "FROM python\nRUN pip install --index-url https://x -i y --extra-index-url z a==1",
  ],
} satisfies Cases;
