"""The way of reconsideration cases from receipt over handling to outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.data.ask import Answer
from dashboard.texts import cases as texts
from warehouse.contracts.reconsideration import CORRECTED_AND_ENDED, CORRECTED_OUTCOMES, HANDLINGS, UPHELD

ACCEPTED = "受理"
# Group of outcomes → the outcomes in it, in the order in which they are shown.
OUTCOME_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        texts.UPHELD: (UPHELD,),
        texts.CORRECTED: CORRECTED_OUTCOMES,
        texts.DISMISSED: ("驳回复议请求", "驳回复议申请"),
        texts.SETTLED: ("调解书", "和解撤回"),
        texts.ENDED: ("终止", CORRECTED_AND_ENDED),
        texts.OTHER_OUTCOME: ("责令履行协议", "其他"),
    }
)
_GROUP_OF = {outcome: group for group, outcomes in OUTCOME_GROUPS.items() for outcome in outcomes}


@dataclass(frozen=True)
class Part:
    """So many cases went one way. values: of the dimension that tells them, empty for a blank."""

    name: str
    count: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class CaseFlow:
    """Cases received; how they were handled; and how the accepted ones ended."""

    received: int
    handlings: tuple[Part, ...]
    outcomes: tuple[Part, ...]

    def count(self, name: str) -> int:
        """Return the count of a handling or a group of outcomes; 0 where none went that way."""
        return next((part.count for part in (*self.handlings, *self.outcomes) if part.name == name), 0)


def case_flow(answers: Sequence[Answer]) -> CaseFlow:
    """Return the flow of F01 split by handling and outcome.

    A case with an outcome and a blank handling counts as accepted, as it does in F04.
    """
    handled: dict[str, float] = {}
    ended: dict[str, float] = {}
    for answer in answers:
        handling, outcome = answer.group
        if handling is None:
            handling = texts.NOT_HANDLED if outcome is None else ACCEPTED
        handled[handling] = handled.get(handling, 0) + (answer.value or 0)
        if handling == ACCEPTED:
            group = texts.OPEN if outcome is None else _GROUP_OF.get(outcome, texts.OTHER_OUTCOME)
            ended[group] = ended.get(group, 0) + (answer.value or 0)
    return CaseFlow(
        int(sum(handled.values())),
        tuple(
            Part(name, int(handled[name]), (name,) if name in HANDLINGS.values else ())
            for name in (*HANDLINGS.values, texts.NOT_HANDLED)
            if handled.get(name)
        ),
        tuple(
            Part(name, int(ended[name]), OUTCOME_GROUPS.get(name, ()))
            for name in (*OUTCOME_GROUPS, texts.OPEN)
            if ended.get(name)
        ),
    )
