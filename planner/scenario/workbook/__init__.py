"""A scenario in a workbook: the form of the YAML file, with a sheet for each kind of item and a column for each key."""
