"""A synthetic inbox: the workbooks of an invented but credible district, marked 合成演示数据."""

from pipelines.demo.generate import SEED, UNTIL, generate, known_faults, truth
from pipelines.demo.truth import KnownFault, Truth

__all__ = ["SEED", "UNTIL", "KnownFault", "Truth", "generate", "known_faults", "truth"]
