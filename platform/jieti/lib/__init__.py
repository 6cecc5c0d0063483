"""Pure helpers, one noun a file. They know Django's types but no model of ours."""
