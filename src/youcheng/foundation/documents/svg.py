"""SVG drawings made safe to put into a page: drawing elements only, no scripts, no outside references.

Called by `html` and `pdf` for every picture. A drawing may come from an import or an editor, so it is never trusted.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import (
    Element,
    ParseError,
    register_namespace,
    tostring,
)

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from youcheng.foundation.documents.model import DocumentError
from youcheng.foundation.documents.text import clean

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = frozenset(
    ("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
    + (
        "text",
        "tspan",
        "clipPath",
        "mask",
        "marker",
        "symbol",
        "use",
        "linearGradient",
        "radialGradient",
        "stop",
    )
    + ("pattern",)
)
_USUAL_WIDTH = 420.0
_FORBIDDEN_VALUE = re.compile(r"url\(\s*['\"]?\s*(?!#)|javascript:|expression\(|@import|\\", re.IGNORECASE)
_INNER_URL = re.compile(r"url\(\s*(['\"]?)#([^)'\"]+)\1\s*\)")

register_namespace("", SVG)
register_namespace("xlink", XLINK)


def parse(svg: str) -> Element:
    """The root element of `svg`; raises DocumentError where it is not an SVG drawing."""
    try:
        root: Element = fromstring(clean(svg), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise DocumentError(f"A picture is not readable SVG: {error!r}.") from error
    if root.tag != f"{{{SVG}}}svg":
        raise DocumentError("A picture is not an SVG drawing in the SVG namespace.")
    return root


def safe(svg: str, *, prefix: str = "") -> str:
    """`svg` with unknown elements, event handlers and outside references taken out.

    `prefix` goes before every id, so that two drawings on one page do not clash.
    """
    root = parse(svg)
    _clean_element(root, prefix)
    return tostring(root, encoding="unicode")


def words_in(svg: str) -> str:
    """All text a drawing prints, for checking it against the fonts."""
    return " ".join("".join(node.itertext()) for node in parse(svg).iter(f"{{{SVG}}}text"))


def natural_width(svg: str) -> float:
    """The width a drawing asks for in CSS pixels: its own, else its viewBox's, else 420."""
    root = parse(svg)
    own = re.fullmatch(r"\s*([0-9.]+)(px)?\s*", root.get("width", ""))
    box = root.get("viewBox", "").replace(",", " ").split()
    try:
        found = float(own[1] if own else box[2])
    except (IndexError, ValueError):
        return _USUAL_WIDTH
    return found if found > 0 else _USUAL_WIDTH


def _clean_element(element: Element, prefix: str) -> None:
    _clean_attributes(element, prefix)
    for child in list(element):
        if _is_drawing(child.tag):
            _clean_element(child, prefix)
        else:
            element.remove(child)


def _is_drawing(tag: str) -> bool:
    return tag.startswith(f"{{{SVG}}}") and tag.rpartition("}")[2] in _ELEMENTS


def _clean_attributes(element: Element, prefix: str) -> None:
    for name, value in list(element.attrib.items()):
        reference = name in ("href", f"{{{XLINK}}}href")
        outside = reference and not value.startswith("#")
        if name.lower().startswith("on") or outside or _FORBIDDEN_VALUE.search(value):
            del element.attrib[name]
        elif prefix and reference:
            element.set(name, f"#{prefix}{value[1:]}")
        elif prefix and name == "id":
            element.set(name, prefix + value)
        elif prefix and "url(" in value:
            element.set(name, _INNER_URL.sub(rf"url(#{prefix}\2)", value))
