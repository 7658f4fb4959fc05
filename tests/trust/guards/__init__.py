"""The guards of the product, each of which can be taken away: what a test must miss (T4).

``finding`` reads them out of the source, ``standing`` adds those that are data (rights, doors, records, the database's own
locks), ``switching`` takes one away in a running process, and ``trying`` forks for each and sees which test misses it.
"""
