"""What can be chosen of a print, and what this machine prints with until somebody chooses otherwise (a setting)."""

from ..rules.messages import say

MASKS = (
    ("list", say("For a desk: numbers masked")),
    ("door", say("For the door: only the last four digits")),
    ("full", say("Whole numbers, for a reason")),
)
SIZES = (("", say("As each form says")), ("A4", say("A4")), ("A3", say("A3")))
MASK, SIZE = "printing/mask", "printing/size"
"""The names of the two settings; whole numbers are nobody's usual choice, because each time has a reason of its own."""
