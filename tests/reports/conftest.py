"""Makes `tests/reports/made_plan.py` importable: pytest puts the folder of this file on the path."""
