"""Mongolian, after CLDR: `2026 оны 11-р сарын 3`, `2026.11.03`, Monday first (looks.md 6)."""

DATE_FORMAT = r"Y \о\н\ы n-\р \с\а\р\ы\н j"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y.m.d H:i"
YEAR_MONTH_FORMAT = r"Y \о\н\ы n-\р \с\а\р"
MONTH_DAY_FORMAT = r"n-\р \с\а\р\ы\н j"
SHORT_DATE_FORMAT = "Y.m.d"
SHORT_DATETIME_FORMAT = "Y.m.d H:i"
FIRST_DAY_OF_WEEK = 1

# The first is what `<input type="date">` sends and expects.
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y.%m.%d."]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M"]
DATETIME_INPUT_FORMATS = [
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
]

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
