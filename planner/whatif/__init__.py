"""What would be, if: a solved scenario asked again with one change, and the answer beside the plan.

`compiled` makes a linear program of a changed scenario, `difference` says what differs in it, `asking` solves it again,
from the plan where that can be; `shift` makes a change larger and smaller. `units` lists the changes that are tried by
themselves, `effects` measures them; `why_not` answers a question of the reader's own.
"""
