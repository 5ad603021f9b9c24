"""Every dataset the warehouse knows, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from warehouse.contracts.activities import ACTIVITIES
from warehouse.contracts.creation import CREATION_EVENTS
from warehouse.contracts.duties import DUTY_EVENTS, DUTY_ITEMS
from warehouse.contracts.enforcement import ENFORCEMENT_STATS, FILE_PROBLEMS, FILE_REVIEWS
from warehouse.contracts.governance import ASSESSMENTS, COMMITMENTS, INSTITUTION_EVENTS, SHUFA
from warehouse.contracts.legality import LEGALITY_REVIEWS
from warehouse.contracts.litigation import LITIGATIONS
from warehouse.contracts.model import Dataset
from warehouse.contracts.people import LEGAL_STEWARDS, VICE_PRINCIPALS
from warehouse.contracts.reconsideration import RECONSIDERATIONS
from warehouse.contracts.targets import TARGETS
from warehouse.contracts.three_systems import (
    DEVICES,
    ENFORCEMENT_BODIES,
    MAJOR_DECISIONS,
    OFFICERS,
)
from warehouse.contracts.trainings import TRAININGS
from warehouse.contracts.venues import SCHOOLS, VENUES

DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {
        dataset.name: dataset
        for dataset in (
            ACTIVITIES,
            TRAININGS,
            LEGAL_STEWARDS,
            VICE_PRINCIPALS,
            VENUES,
            SCHOOLS,
            DUTY_ITEMS,
            DUTY_EVENTS,
            CREATION_EVENTS,
            LEGALITY_REVIEWS,
            RECONSIDERATIONS,
            LITIGATIONS,
            ENFORCEMENT_BODIES,
            OFFICERS,
            DEVICES,
            MAJOR_DECISIONS,
            FILE_REVIEWS,
            FILE_PROBLEMS,
            ENFORCEMENT_STATS,
            ASSESSMENTS,
            SHUFA,
            INSTITUTION_EVENTS,
            TARGETS,
            COMMITMENTS,
        )
    }
)
