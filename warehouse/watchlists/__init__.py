"""What needs attention on a day: overdue files, cases near their limit, silent villages, honours.

A metric says how many; these say which. Every list is as of a day: what was mended later is open then.
"""
