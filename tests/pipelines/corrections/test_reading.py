"""Reading corrections files: what is wrong is told with file, entry and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.corrections.model import Corrections
from pipelines.corrections.reading import BadCorrection, read_corrections
from pipelines.intake.pickling import dump
from pipelines.intake.pickling import load as unpickled
from pipelines.intake.reading import name_index
from pipelines.load import load
from tests.pipelines.corrections.support import AUDIENCE, PARK, correct, ledger
from warehouse.home import Home
from warehouse.reference.tables import load_reference
from warehouse.snapshots import current_id


def read(home: Home) -> Corrections:
    return read_corrections(home.corrections, name_index(load_reference()))


def test_without_a_folder_there_are_no_corrections(home: Home) -> None:
    assert read(home) == Corrections()


def test_files_are_read_in_the_order_of_their_names_and_an_empty_one_holds_nothing(home: Home) -> None:
    correct(home, AUDIENCE.replace("宪法宣传", "反诈宣传"), "2.yaml")
    correct(home, AUDIENCE, "1.yml")
    correct(home, "# 暂无\n", "0.yaml")
    correct(home, "not yaml: [", "readme.txt")
    assert [entry.place for entry in read(home).entries] == ["1.yml 第 1 条", "2.yaml 第 1 条"]


def test_names_and_labels_of_datasets_and_columns_mean_the_same(home: Home) -> None:
    correct(home, AUDIENCE, "1.yaml")
    (labelled,) = read(home).entries
    named = AUDIENCE.replace("普法活动", "activities").replace("主办单位", "unit")
    correct(home, named.replace("活动名称", "title").replace("受众人数", "audience"), "1.yaml")
    assert read(home).entries[0].id == labelled.id


def test_a_retired_correction_is_kept_for_the_record_and_not_applied(home: Home) -> None:
    correct(home, AUDIENCE + "  status: retired\n")
    assert len(read(home).entries) == 1
    assert read(home).active == ()


def test_values_are_text_as_written_whatever_yaml_makes_of_them(home: Home) -> None:
    correct(
        home,
        """
- dataset: 法律明白人
  match: {证书编号: 00123}
  change: {证书编号: 0012_3, 状态: 退出}
  reason: no
  who: on
""",
    )
    (entry,) = read(home).entries
    assert (entry.match["certificate_no"].text, entry.reason, entry.who) == ("00123", "no", "on")
    assert entry.change["certificate_no"].values["certificate_no"] == "0012_3"


def test_corrections_travel_to_child_processes(home: Home) -> None:
    correct(home, AUDIENCE)
    assert unpickled(dump(read(home))) == read(home)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("普法活动", "普法活动们", "没有名为「普法活动们」的数据集，最接近的是：普法活动"),
        ("受众人数", "受众数", "change 中的「受众数」不是普法活动的列，最接近的是：受众人数"),
        ("主办单位: 公安局", "单位名: 公安局", "match 中的「单位名」不是普法活动的列"),
        ("reason: 电话核实，原表多写一个0", "reason:", "没有写 reason"),
        ("who: 法宣科", "", "没有写 who"),
        ("who: 法宣科", "who: 法宣科\n  whom: 我", "不认识「whom」"),
        ("受众人数: 1200", "受众人数: 许多", "受众人数不是数字：「许多」。请只填数字"),
        ("受众人数: 1200", "受众人数: 100-200", "受众人数填的是区间"),
        ("受众人数: 1200", "受众人数: [1, 2]", "「受众人数」应是一个值"),
        ("受众人数: 1200", "受众人数: 1200, audience: 1300", "「受众人数」写了两次"),
        ("受众人数: 1200", "活动名称: null", "「活动名称」是必填项，不能清空"),
        ("受众人数: 1200", "开展时间: 2024-02-30", "开展时间没有这一天"),
        ("受众人数: 1200", "开展时间: 3月5日", "开展时间没有年份"),
        ("受众人数: 1200", "主办单位: 公安局们", "主办单位「公安局们」不在单位名单中。最接近的是「公安局」"),
        ("change: {受众人数: 1200}", "", "须写且只写一个"),
        ("change:", "drop: true\n  change:", "须写且只写一个"),
        ("change: {受众人数: 1200}", "drop: maybe", "drop 不能是「maybe」，只能是 true 或 false"),
        ("change: {受众人数: 1200}", "change: 1200", "change应是「项: 值」的形式"),
        ("date: 2024-12-20", "date: 2024-12-32", "date 不是日期「2024-12-32」"),
        ("date: 2024-12-20", "status: done", "status 不能是「done」，只能是 active 或 retired"),
        ("date: 2024-12-20", "expects: 0", "expects 应是不小于 1 的整数"),
        ("{主办单位: 公安局, 活动名称: 宪法宣传, 开展时间: 2024-12-04}", "{}", "match 至少要写一列的值"),
        ("主办单位: 公安局, 活动", "row: 4, 活动", "还要写 file"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused_with_its_place_and_a_remedy(
    home: Home, old: str, new: str, told: str
) -> None:
    assert old in AUDIENCE
    correct(home, AUDIENCE.replace("宪法宣传", "反诈宣传") + AUDIENCE.replace(old, new, 1))
    with pytest.raises(BadCorrection) as caught:
        read(home)
    assert str(caught.value).startswith("更正文件 更正.yaml 第 2 条：")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- dataset: [", "更正文件 更正.yaml 第"),
        ("dataset: 普法活动", "应是一个列表"),
        ("- just words", "本条应是"),
        ("- dataset: 普法活动\n  dataset: 培训学法", "第 2 行：重复或不合规的项「dataset」有误"),
        ("- &a {dataset: 普法活动}\n- *a", "第 2 行：引用（*）有误"),
        ("- !!python/object/apply:os.getcwd []", "第 1 行"),
        ("- {date: !!timestamp 2024-02-30}", "无法读取"),
        ("- {? [a] : b}", "重复或不合规的项"),
    ],
)
def test_a_file_that_is_no_list_of_plain_entries_is_refused(home: Home, text: str, told: str) -> None:
    correct(home, text)
    with pytest.raises(BadCorrection) as caught:
        read(home)
    assert told in str(caught.value)
    assert "请" in str(caught.value) or "应" in str(caught.value)


def test_a_file_in_another_encoding_is_refused(home: Home) -> None:
    correct(home, "")
    (home.corrections / "更正.yaml").write_bytes("- dataset: 普法活动".encode("gb18030"))
    with pytest.raises(BadCorrection, match="UTF-8"):
        read(home)


@pytest.mark.parametrize("second", [AUDIENCE, AUDIENCE.replace("1200", "1300").replace("公安局", "区公安局")])
def test_two_corrections_of_one_cell_are_refused_unless_one_is_retired(home: Home, second: str) -> None:
    correct(home, AUDIENCE, "1.yaml")
    correct(home, second, "2.yaml")
    with pytest.raises(BadCorrection, match=r"2\.yaml 第 1 条 与 1\.yaml 第 1 条 更正同一格"):
        read(home)
    correct(home, second + "  status: retired\n", "2.yaml")
    assert len(read(home).active) == 1


def test_a_personal_value_is_not_repeated_when_it_is_refused(home: Home) -> None:
    correct(
        home,
        "- {dataset: 法律明白人, match: {姓名: 测试甲}, change: {出生年月: 1990-13-77},"
        " reason: 核实, who: 法宣科}",
    )
    with pytest.raises(BadCorrection) as caught:
        read(home)
    assert "出生年月" in str(caught.value)
    assert "1990" not in str(caught.value)


def test_a_run_does_not_start_with_a_wrong_correction(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load([ledger(tmp_path / "a.csv", PARK)], home)
    before = current_id(home)
    correct(home, "- {dataset: 普法活动}")
    second = ledger(tmp_path / "b.csv", PARK, PARK)
    assert main(["load", str(second), "--home", str(home.root)]) == 1
    assert "更正文件 更正.yaml 第 1 条" in capsys.readouterr().err
    assert current_id(home) == before
