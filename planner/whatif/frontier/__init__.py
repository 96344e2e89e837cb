"""Cost against coverage: what each further pound buys, and what a cut costs.

`moving` says which limits of the budget move, `least` how little money there is a plan for, `plans` solves the scenario
at any budget. `placing` puts the points where the curve bends, `curve` makes straight pieces of them and finds the
knee; both know nothing of plans. `tracing` puts these together, `result` is what comes of it.

`priorities` is another curve: two priorities of the scenario against each other, with its exact corners.
"""
