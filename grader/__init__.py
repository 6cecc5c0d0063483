"""(exercise, source) -> verdict. Knows sandbox/ and numpy; knows neither Django nor torch."""
