"""People, sign-in, language, time zone, roles."""
