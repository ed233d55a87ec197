"""Sets one paper in a process of its own: its data come on standard input, the PDF leaves on standard output.

Started by `pdf.to_pdf`. The typesetter keeps every font it ever opened in memory, and a web worker would hold them for
good; here they go with the process. Nothing of the platform is imported, so that it starts at once.
"""

from __future__ import annotations

import json
import sys

import typst


def main() -> int:
    """Read the template, the fonts' folders and the paper; status 1 and the typesetter's words where it refuses."""
    asked = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=asked["fonts"])
    try:
        pdf = typst.compile(
            asked["template"].encode(), font_paths=fonts, format="pdf", sys_inputs={"paper": asked["paper"]}
        )
    except RuntimeError as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
