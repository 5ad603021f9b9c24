"""Words of running clocks: days left, near, past, suspended."""

from __future__ import annotations

OVERDUE = "■ 逾期 {days} 天"
NEAR = "▲ 剩 {days} 天"
TODAY = "▲ 今天届满"
RUNNING = "● 剩 {days} 天"
SUSPENDED = "○ 中止，期限停计"
NOTE = "口径 T01、T03 · 来源 {source}、时限配置 · 截至 {day}"
