"""What would be, if: a solved scenario asked again with one change, and the answer beside the plan.

`compiled` says what a change of the scenario changes in the linear program, `asking` solves it again, `units` lists
the changes that are tried by themselves, `effects` measures them; `why_not` answers a question of the reader's own.
"""
