"""解释一条规则 / Explain a rule: what it says, where it says so, its parameters and its examples."""

from __future__ import annotations

import argparse

import unionmodel as um


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("code", nargs="?", default="GS401", help="规则代码 / code of the rule")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    chosen = parser.parse_args()

    print(f"规则 {chosen.code} 的说明：" if chosen.language == "zh" else f"What rule {chosen.code} says:")
    print(um.explain(chosen.code).render("text", chosen.language))


if __name__ == "__main__":
    main()
