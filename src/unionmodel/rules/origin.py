"""Where a pack that is not shipped was found."""

from __future__ import annotations

from typing import Literal

import attrs

from unionmodel.language import Text


@attrs.frozen
class Origin:
    """Where a pack was found: in an installed `package` (its name and version), or in a `file` (as it was named).

    >>> Origin("package", "qinghe-rules", "0.1.0").text.en
    'package qinghe-rules 0.1.0'
    """

    kind: Literal["package", "file"]
    name: str
    version: str = ""

    @property
    def text(self) -> Text:
        """The origin in words, in both languages."""
        if self.kind == "file":
            return Text(zh=f"文件 {self.name}", en=f"file {self.name}")
        return Text(zh=f"软件包 {self.name} {self.version}", en=f"package {self.name} {self.version}")

    def to_dict(self) -> dict[str, str]:
        """Return the origin ready for JSON."""
        found = {"kind": self.kind, "name": self.name}
        return {**found, "version": self.version} if self.version else found
