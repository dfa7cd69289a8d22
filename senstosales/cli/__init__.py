"""The command line: the same use cases as the window, one sentence on stderr when something is wrong.

Exit status: 0 done, 1 done with pages refused or problems found, 2 wrong input and nothing changed.
"""
