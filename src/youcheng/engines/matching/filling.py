"""Completes a solution: whatever is still free goes to the pairs of highest value, so that nothing possible is left undone.

Called after every search, so that each refusal has a true reason also where a search stopped early.
"""

import numpy as np

from youcheng.engines.matching.pairs import Floats, summed
from youcheng.engines.matching.program import Program

TINY = 1e-7


def filled(program: Program, share: Floats) -> Floats:
    """Return the shares with what is free given out, pairs of highest value first."""
    share = share.copy()
    left, room, slots = remaining(program, share)
    gain = growth(program, share, left, room, slots)
    pairs = np.flatnonzero(gain > TINY)
    for pair in pairs[np.argsort(-(program.value * gain)[pairs], kind="stable")]:
        only = program.only(np.array([pair]))
        more = float(growth(only, share[[pair]], left, room, slots)[0])
        if more > TINY:
            need, offer = program.need[pair], program.offer[pair]
            slots[offer] -= share[pair] <= TINY
            share[pair] += more
            left[need] -= more
            room[offer] -= more * program.quantity[need]
    return share


def remaining(program: Program, share: Floats) -> tuple[Floats, Floats, Floats]:
    """Return what a solution leaves: share of each need, room and slots of each offer."""
    amounts = share * program.quantity[program.need]
    left = program.left - summed(program.need, share, len(program.left))
    room = program.room - summed(program.offer, amounts, len(program.room))
    slots = program.slots - summed(program.offer, (share > TINY).astype(np.float64), len(program.slots))
    return left, room, slots


def growth(program: Program, share: Floats, left: Floats, room: Floats, slots: Floats) -> Floats:
    """Return by how much the share of each pair can grow."""
    need, offer = program.need, program.offer
    quantity = program.quantity[need]
    grows = np.minimum(program.cap - share, np.minimum(left[need], room[offer] / quantity))
    whole_units = np.floor(grows * quantity + TINY) / quantity
    grows = np.where(program.units[need], whole_units, grows)
    grows = np.where(program.never[need] & (grows < 1.0 - TINY), 0.0, grows)
    open_slot = (share > TINY) | (slots[offer] >= 1.0)
    gain: Floats = np.where(open_slot & (grows > TINY), grows, 0.0)
    return gain
