"""Run the Python of the pages, and write what it prints into the text block after it.

python tools/make_outputs.py            writes the blocks of the READMEs and of docs
python tools/make_outputs.py --check    fails where a page does not show what its code prints
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from generated import ROOT, run

#: A block of Python, and the text block right after it, if there is one.
EXAMPLE = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:```text\n(?P<shown>.*?)^```\n)?", re.DOTALL | re.MULTILINE)
#: Runs the blocks of one page in one namespace, as a reader would, and gives back what each printed.
RUNNER = """
import contextlib, io, json, sys
names, outputs = {}, []
for code in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as written:
        exec(compile(code, "block", "exec"), names)
    outputs.append(written.getvalue())
json.dump(outputs, sys.stdout)
"""


def written_pages() -> list[Path]:
    """Return the pages that people wrote: the READMEs, and the documentation without its generated part."""
    docs = [page for page in sorted((ROOT / "docs").rglob("*.md")) if "reference" not in page.parts]
    return [ROOT / "README.md", ROOT / "README.zh-CN.md", *docs]


def with_outputs(page: Path) -> str:
    """Return the page with what its code prints today."""
    text = page.read_text(encoding="utf-8")
    codes = [found["code"] for found in EXAMPLE.finditer(text)]
    if not codes:
        return text
    outputs = iter(_printed(page, codes))
    return EXAMPLE.sub(lambda found: _shown(found["code"], next(outputs)), text)


def _printed(page: Path, codes: list[str]) -> list[str]:
    language = "zh" if "zh" in page.parts or "zh-CN" in page.name else "en"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", RUNNER],
            input=json.dumps(codes),
            cwd=folder,
            env={**os.environ, "UNIONMODEL_LANG": language, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    if done.returncode:
        raise SystemExit(f"{page.relative_to(ROOT)}: the code of the page fails\n{done.stderr}")
    outputs: list[str] = json.loads(done.stdout)
    return outputs


def _shown(code: str, output: str) -> str:
    example = f"```python\n{code}```\n"
    return f"{example}```text\n{output}```\n" if output else example


if __name__ == "__main__":
    sys.exit(run("Write what the code of the pages prints.", {page: with_outputs(page) for page in written_pages()}))
