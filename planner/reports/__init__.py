"""What people read: the answer as data, and the writers that put it on a screen and into files."""
