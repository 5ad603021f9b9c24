"""Between processes a contract goes by name and arrives as the contract itself."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.intake.pickling import dump, load
from tests.support.inbox import read_tables, write_csv
from warehouse.contracts.registry import DATASETS


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS.keys())
def test_a_contract_with_its_layouts_and_vintages_arrives_as_the_same_object(dataset: object) -> None:
    original = DATASETS[dataset.name]  # type: ignore[attr-defined]
    sent = (original, *original.layouts, *original.vintages)
    arrived = load(dump(sent))
    assert len(arrived) == len(sent)
    assert all(one is other for one, other in zip(sent, arrived, strict=True))


def test_a_contract_that_no_other_process_knows_is_not_sent() -> None:
    stranger = replace(DATASETS["venues"], label="别的表")
    with pytest.raises(pickle.PicklingError, match="venues"):
        dump(stranger)


def test_a_checked_table_arrives_with_the_same_rows_and_findings(tmp_path: Path) -> None:
    (sent,) = read_tables(
        write_csv(
            tmp_path / "a.csv",
            [
                ["活动名称", "开展时间", "地点", "主办单位", "受众人数"],
                ["宪法宣传", "2024-01-05", "广场", "司法局", "120余"],
                ["反诈宣传", "2024-02-30", "广场", "司法局", "80"],
                ["合计", "", "", "", "200"],
            ],
        )
    )
    arrived = load(dump(sent))
    assert arrived.dataset is sent.dataset
    assert arrived.accepted.equals(sent.accepted)
    assert arrived.accepted.schema == sent.accepted.schema
    assert arrived.raw.equals(sent.raw)
    assert arrived.findings == sent.findings
    assert [finding.code for finding in sent.findings] == ["impossible_date"]
    assert (arrived.quarantined, arrived.skipped) == (sent.quarantined, sent.skipped)
