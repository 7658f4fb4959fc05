"""Populations and conditions as Ibis expressions. Imported when the statements are compiled and in tests, never by the
web process. One file is one population family, and gives the members of it: a row each, with the columns of its groups
and, for every indicator, whether the member is among those counted and whether they have what is asked.
"""
