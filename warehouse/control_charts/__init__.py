"""XmR control charts (控制图) of a metric's series: limits, signals, and two verdicts, as pure functions.

As in NHS England's Making Data Count: variation (is something out of the ordinary going on?) and assurance
(will the target be met, left to itself?) are two questions with an answer each.
"""
