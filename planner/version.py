"""The version, where everything below the Python interface can read it."""

__version__ = "0.1.0"
