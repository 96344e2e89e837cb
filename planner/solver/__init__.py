"""The solver layer: a program of rules, its finished matrix, and the levels minimised one after the other.

`program` is the only file that knows PuLP, `highs` the only one that knows HiGHS; `lexicographic` is
the door through which the pipeline comes in.
"""
