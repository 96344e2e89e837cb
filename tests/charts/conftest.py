"""Makes `tests/charts/looking.py` importable: pytest puts the folder of this file on the path."""
