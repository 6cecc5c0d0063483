"""Settings: base.py is what runs, test.py what tests run with."""
