"""Running the house: starting and stopping its processes, the demo school, backup and restore. Knows every app."""
