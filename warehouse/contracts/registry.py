"""Every dataset the warehouse knows, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from warehouse.contracts.activities import ACTIVITIES
from warehouse.contracts.creation import CREATION_EVENTS
from warehouse.contracts.enforcement import ENFORCEMENT_STATS, FILE_PROBLEMS, FILE_REVIEWS
from warehouse.contracts.model import Dataset
from warehouse.contracts.reconsideration import RECONSIDERATIONS
from warehouse.contracts.targets import TARGETS
from warehouse.contracts.trainings import TRAININGS

DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {
        dataset.name: dataset
        for dataset in (
            ACTIVITIES,
            TRAININGS,
            CREATION_EVENTS,
            RECONSIDERATIONS,
            FILE_REVIEWS,
            FILE_PROBLEMS,
            ENFORCEMENT_STATS,
            TARGETS,
        )
    }
)
