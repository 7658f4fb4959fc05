"""Interview days: who is seen when. Pure: no Django, no clock; the same input gives the same schedule.

``planner.plan`` makes a schedule and says how far from the best it can be; ``mending.mend`` finds new times.
"""
