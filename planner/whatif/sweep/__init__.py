"""Many what-ifs of one scenario at once: chosen, shared out to workers, kept, and laid side by side.

`inputs` says what is varied and how far, `design` makes runs of it, `listed` reads runs from a table. `asking` is the
work of one worker: the scenario solved once, then a run after the other, each from that plan and never from another
run. `workers` shares runs out, to this process, to others on this machine or to a cluster, all by one interface;
`journal` keeps what is done, and `result` is what came of it.

A run is told by its own changes alone, so that neither the order of the runs nor the number of workers changes a byte.
"""
