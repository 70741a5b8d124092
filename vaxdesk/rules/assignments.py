"""Who answers for whom: what can be assigned, and as what.

Sources: notice 001 (each grid names the duties of four parties), notice 000 (leaders, cadres and party members in charge).
"""

from enum import StrEnum


class Scope(StrEnum):
    """What somebody answers for."""

    VILLAGE = "village"
    GRID = "grid"
    HOUSEHOLD = "household"
    PERSON = "person"


class Duty(StrEnum):
    """As what somebody answers: first the four parties of a grid, then the three of the canvass, and the grid worker."""

    TOWNSHIP = "township"
    COMMUNITY = "community"
    AUTHORITY = "authority"
    CLINIC = "clinic"
    LEADER = "leader"
    CADRE = "cadre"
    MEMBER = "member"
    GRID_WORKER = "grid_worker"


PARTIES = (Duty.TOWNSHIP, Duty.COMMUNITY, Duty.AUTHORITY, Duty.CLINIC)
"""The four parties every grid needs."""
