"""Every threshold of plausibility, with its reason. Chosen so that what a clerk would call odd is shown, and
what a season or a rounding explains is not; only a loss of rows blocks."""

from __future__ import annotations

# Rows vanish only by a fault: a correction replaces a row, it does not remove one.
LARGEST_LOSS = 0.20
# A share of estimates that moves further than this between two loads means another way of filling in.
LARGEST_SHARE_CHANGE = 0.20
# Fewer rows than this tell nothing about a share, nor about what is usual for a unit.
FEWEST_ROWS = 20
# A column filled in at least so often is one that senders do fill in.
USUALLY_FILLED = 0.50
# A unit files less than the district: half as many rows of one load already show that a column fell silent.
FEWEST_ROWS_OF_UNIT = 10

# One period may be a holiday, two a change of clerk; the median of four is what a unit usually files.
FEWEST_PERIODS = 4
# A digit too many or too few, a sheet filed twice over or half empty: a season stays well below that.
USUAL_FACTOR = 10
# The same weeks of other years already know the season, so less is odd; Spring Festival moves by weeks, and
# a factor of 4 leaves it room.
SEASON_FACTOR = 4
# One other year may have been the odd one.
FEWEST_YEARS = 2
MOST_YEARS = 5
# Of what is expected: fewer rows than this vary by themselves.
FEWEST_EXPECTED = 8

# Smirnov's statistic: the largest difference between the shares of rows below any value. With fewer rows
# than this on either side it says little; below 0.35 two honest months may differ.
FEWEST_SAMPLE = 50
LARGEST_DISTANCE = 0.35
# Its critical value at 1 %, times sqrt((n + m) / (n m)).
DISTANCE_AT_ONE_PERCENT = 1.63

# A report is awaited half a period after the one that is due: monthly ones by the middle of the next month.
MISSED_AFTER = 1.5
# Two periods follow each other without a gap where their ends lie no further apart than this many lengths.
CONSECUTIVE_WITHIN = 1.6

# Of the tables of one load that have totals; a single wrong total is a slip, a fifth is a way of working.
LARGEST_WRONG_TOTALS = 0.20
FEWEST_TABLES = 5
# The year's running total and the year's single events may differ by late rows, not by more.
LARGEST_YEAR_DIFFERENCE = 0.20
