"""What a case of a check is."""

Change = tuple[str, str]
"""Words of the template and what stands there instead."""
Problem = tuple[str, str, str]
"""The path, what the carets point at, and the message."""
Case = tuple[str, list[Change], list[Problem]]
"""The check, what is changed, and what is found then: nothing else."""
