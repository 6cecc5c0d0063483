"""The promises of compose.yaml, on a real Docker Engine."""
