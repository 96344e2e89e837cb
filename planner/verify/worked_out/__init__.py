"""What follows from the scenario, and from the starts that a plan prints: audits compare the printed tables with it."""
