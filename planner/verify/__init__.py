"""The checker that cannot see the model: it reads a plan's folder and nothing else of the planner but its words."""
