"""Labels never cover each other, a mark or the edge, whatever is asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from youcheng.network.labels import Box, Label, place_labels, text_width

units = st.floats(-240, 240)
wanted = st.lists(st.tuples(st.sampled_from(["清迈", "Chiang Mai", "波隆纳鲁沃"]), units, units), max_size=25)


def box_of(label: Label, text: str, size: float) -> Box:
    width = text_width(text, size)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return Box(left, label.y - size * 0.8, left + width, label.y + size * 0.25)


@given(wanted)
def test_labels_do_not_overlap(asked: list[tuple[str, float, float]]) -> None:
    rows = [(n, text, (x, y)) for n, (text, x, y) in enumerate(asked)]
    dots = [at for _n, _text, at in rows]
    placed = place_labels(rows, dots, [], size=14, limit=276)
    # Positions are rounded to a tenth of a unit, so boxes are compared without their outermost tenth.
    boxes = [box_of(label, asked[n][0], 14) for n, label in placed.items()]
    inner = [Box(b.left + 0.2, b.top + 0.2, b.right - 0.2, b.bottom - 0.2) for b in boxes]
    for n, one in enumerate(inner):
        assert not any(one.overlaps(other) for other in inner[n + 1 :])
        assert one.left >= -276
        assert one.right <= 276


def test_a_single_label_stands_beside_its_mark_on_the_outer_side() -> None:
    placed = place_labels([(7, "清迈", (100.0, 0.0))], [(100.0, 0.0)], [], size=14, limit=276)
    assert placed[7].anchor == "start"
    assert placed[7].x > 100
    assert placed[7].leader is None


def test_a_crowd_gets_leaders_before_labels_are_left_out() -> None:
    rows = [(n, "奥洛穆茨", (-80.0 + n, -80.0)) for n in range(12)]
    placed = place_labels(rows, [at for _n, _t, at in rows], [], size=14, limit=276)
    assert any(label.leader for label in placed.values())


def test_wide_letters_count_twice() -> None:
    assert text_width("清迈", 10) == 20
    assert text_width("ab", 10) < 12


def test_thousands_of_marks_are_labelled_as_far_as_there_is_room() -> None:
    dots = [(5.0 * x, 5.0 * y) for x in range(-40, 40) for y in range(-40, 40)]
    wanted = [(key, "昆明", at) for key, at in enumerate(dots)]
    assert place_labels(wanted, dots, [], size=14.0, limit=400.0)  # the outermost find room outside the crowd
