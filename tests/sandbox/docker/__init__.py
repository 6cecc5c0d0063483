"""The promises of tests/sandbox, for warm containers of a real Docker Engine."""
