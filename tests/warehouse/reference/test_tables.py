"""Reference CSVs: the shipped ones are whole; a deployment's wrong line is named by file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.errors import BadReference
from warehouse.reference.tables import load_reference


def override(folder: Path, name: str, *lines: str) -> Path:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_shipped_villages_are_41_communities_and_22_villages_and_one_uncounted_park() -> None:
    villages = load_reference().villages
    counted = [village.kind for village in villages if village.counted]
    assert (counted.count("社区"), counted.count("村"), len(counted)) == (41, 22, 63)
    assert [village.code for village in villages if not village.counted] == ["410106100400"]


def test_the_six_townships_are_also_units_that_report() -> None:
    reference = load_reference()
    names = {township.name for township in reference.townships}
    assert names == {"济源路街道", "中心路街道", "新安路街道", "工业路街道", "矿山街道", "峡窝镇"}
    assert names <= {unit.name for unit in reference.units}


def test_the_shipped_population_is_by_year() -> None:
    assert {row.year: row.population for row in load_reference().population} == {
        2019: 163_000,
        2020: 197_400,
    }


def test_a_file_of_the_deployment_replaces_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    override(tmp_path, "population", "year,population", "2024,201000")
    reference = load_reference(tmp_path)
    assert [(row.year, row.population) for row in reference.population] == [(2024, 201_000)]
    assert len(reference.villages) == 64


@pytest.mark.parametrize(
    ("name", "lines", "complaint"),
    [
        ("population", ["year"], "population.csv 第 1 行缺少列：population"),
        (
            "population",
            ["year,population", "2024,二十万"],
            "population.csv 第 2 行 population 列「二十万」应为整数",
        ),
        (
            "holidays",
            ["date,is_workday", "2024-02-30,0"],
            "holidays.csv 第 2 行 date 列「2024-02-30」应为日期",
        ),
        (
            "holidays",
            ["date,is_workday", "2024-02-10,休"],
            "holidays.csv 第 2 行 is_workday 列「休」应为 0 或 1",
        ),
        ("townships", ["code,name", ",无名镇"], "townships.csv 第 2 行 code 列「」不能为空"),
        (
            "unit_aliases",
            ["alias,code", "某局,nobody"],
            "unit_aliases.csv 第 2 行 code 列「nobody」不是已有单位",
        ),
        (
            "unit_aliases",
            ["alias,code", "教体局,jiaoyu", "教体局,gongan"],
            "unit_aliases.csv 第 3 行 alias 列「教体局」已属于 jiaoyu",
        ),
        (
            "unit_aliases",
            ["alias,code", "公安局,jiaoyu"],
            "unit_aliases.csv 第 2 行 alias 列「公安局」已属于 gongan",
        ),
        (
            "unit_aliases",
            ["alias,code", "公 安\u3000局,jiaoyu"],
            "unit_aliases.csv 第 2 行 alias 列「公 安\u3000局」已属于 gongan",
        ),
        (
            "unit_aliases",
            ["alias,code", "教体局（筹）,jiaoyu", "教体局(筹),gongan"],
            "unit_aliases.csv 第 3 行 alias 列「教体局(筹)」已属于 jiaoyu",
        ),
        (
            "population",
            ["year,population", "2024,201000", "2024,202000"],
            "population.csv 第 3 行 year 列「2024」重复",
        ),
        (
            "units",
            ["code,name,kind,valid_from,valid_to,successor", "a,甲局,部门,,,", "a,乙局,部门,,,"],
            "units.csv 第 3 行 code 列「a」重复",
        ),
        (
            "units",
            ["code,name,kind,valid_from,valid_to,successor", "a,甲局,部门,,,b", "b,乙局,部门,,,a"],
            "units.csv 第 2 行 successor 列形成循环：a→b→a",
        ),
        (
            "units",
            ["code,name,kind,valid_from,valid_to,successor", "a,甲局,部门,,,c"],
            "units.csv 第 2 行 successor 列「c」不是已有单位",
        ),
        (
            "villages",
            ["code,name,township_code,kind,population,counted", "1,甲村,999,村,,1"],
            "villages.csv 第 2 行 township_code 列「999」不是已有镇办",
        ),
        (
            "limits",
            ["clock,subject,amount,unit,source", "litigation_answer,,15,年月,行政诉讼法"],
            "limits.csv 第 2 行 unit 列「年月」应为 工作日、日、年",
        ),
        (
            "limits",
            ["clock,subject,amount,unit,source", "litigation_answer,,十五,日,行政诉讼法"],
            "limits.csv 第 2 行 amount 列「十五」应为整数",
        ),
        (
            "limits",
            ["clock,subject,amount,unit,source", "a,处罚,7,日,甲", "a,,20,日,甲", "a,处罚,9,日,乙"],
            "limits.csv 第 4 行 subject 列「处罚」重复",
        ),
    ],
)
def test_a_wrong_line_is_refused_by_file_line_and_column(
    tmp_path: Path, name: str, lines: list[str], complaint: str
) -> None:
    with pytest.raises(BadReference) as refused:
        load_reference(override(tmp_path, name, *lines))
    assert str(refused.value).startswith(complaint)


def test_a_file_in_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "townships.csv").write_bytes("code,name\n1,某镇\n".encode("gb18030"))
    with pytest.raises(BadReference, match="另存为 UTF-8"):
        load_reference(tmp_path)
