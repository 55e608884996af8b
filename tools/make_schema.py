"""Write the JSON Schemas of what the library reads and writes.

python tools/make_schema.py            writes docs/schema/*.schema.json
python tools/make_schema.py --check    fails where a file is not up to date
"""

from __future__ import annotations

import json
import sys

from generated import ROOT, run
from unionmodel.render.schemas import SCHEMAS, schema

if __name__ == "__main__":
    folder = ROOT / "docs" / "schema"
    files = {
        folder / f"{name}.schema.json": json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
        for name in SCHEMAS
    }
    sys.exit(run("Write the JSON Schemas of what the library reads and writes.", files, [folder]))
