"""Write the generated pages of the documentation: the data dictionary, and a page of rules for each pack.

python tools/make_docs.py            writes docs/reference
python tools/make_docs.py --check    fails where a page is not up to date
"""

from __future__ import annotations

import sys
from pathlib import Path

import api_page
import data_page
import rule_page
import unionmodel as um
from generated import ROOT, run

REFERENCE = ROOT / "docs" / "reference"


def pages() -> dict[Path, str]:
    """Return every generated page."""
    made: dict[Path, str] = {REFERENCE / "api.md": api_page.page()}
    packs = um.packs()
    for language in ("zh", "en"):
        made[REFERENCE / f"data.{language}.md"] = data_page.page(language)
        made[REFERENCE / f"rules.{language}.md"] = rule_page.index(packs.values(), language)
        for name, pack in packs.items():
            made[REFERENCE / f"{name}.{language}.md"] = rule_page.page(pack, language)
    return made


if __name__ == "__main__":
    sys.exit(run("Write the generated pages of the documentation.", pages(), [REFERENCE]))
