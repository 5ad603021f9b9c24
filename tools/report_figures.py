"""The bureau's annual report, phrase by phrase: which metric answers it, asked how, and with what value.

The table is tested against the demo warehouse (tests/test_bureau_report.py) and published as
docs/bureau-report.md. A phrase with 余 or 多 is a range: 20余 is 21 to 29, 200多 is 201 to 299.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from warehouse.metrics.model import Basis
from warehouse.metrics.selection import Selection

YEAR = (date(2022, 1, 1), date(2022, 12, 31))
CONSTITUTION_WEEK = (date(2022, 11, 28), date(2022, 12, 4))
FLOW, STOCK, CUMULATIVE = Basis.FLOW, Basis.STOCK, Basis.CUMULATIVE
VILLAGES, TOWNSHIPS = "民主法治示范村（社区）", "法治乡镇（街道）"

# The rows of the report: what each is about.
SUBJECTS: Mapping[int, str] = {
    1: "Committee for the rule of law, its rules and members (依法治区委员会)",
    2: "Planned, inspected and assessed each year (依法行政考核)",
    3: "Law on the agenda of the leadership, reports of leaders (法治议题、述法)",
    4: "Lists of duties in legal education (普法责任清单)",
    5: "The government's own study of law (常务会议学法)",
    6: "Law into seven settings, 100 events for 10,000 people (法律七进、百场万人)",
    7: "Calligraphy exhibition, Constitution Day (法治书法展、国家宪法日)",
    8: "Village law guides and backbone people (法律明白人、普法骨干)",
    9: "Places of legal education (法治阵地)",
    10: "Vice-principals for law, law in schools (法治副校长、校园普法)",
    11: "Honours (法治创建)",
    12: "Legality review (合法性审查)",
    13: "Reconsideration and litigation (行政复议、行政应诉)",
    14: "Three systems of enforcement (行政执法三项制度)",
    15: "Review of case files (案卷评查)",
    16: "Service-oriented enforcement (服务型行政执法)",
}


@dataclass(frozen=True)
class Figure:
    """One figure of the report.

    row: of SUBJECTS. lowest, highest: the value lies between them, both included; the same where the
    report is exact, highest None where it names a system and no number. basis: what the period of the
    figure means. qualifier: what the answer carries, as its parts were estimated.
    """

    row: int
    phrase: str
    metric: str
    basis: Basis
    lowest: int
    highest: int | None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    period: tuple[date, date] = YEAR
    qualifier: str | None = None
    note: str = ""

    @property
    def selection(self) -> Selection:
        """What is asked; a stock or cumulative figure as at the last day."""
        return Selection(start=self.period[0], end=self.period[1], where=self.where)


def _exact(row: int, phrase: str, metric: str, basis: Basis, value: int, **where: str) -> Figure:
    return Figure(row, phrase, metric, basis, value, value, _where(where))


def _range(row: int, phrase: str, metric: str, basis: Basis, bounds: tuple[int, int], **where: str) -> Figure:
    return Figure(row, phrase, metric, basis, *bounds, _where(where))


def _system(row: int, phrase: str, metric: str, basis: Basis, least: int = 1, **where: str) -> Figure:
    """Return a figure for a system that the report names without a number."""
    return Figure(row, phrase, metric, basis, least, None, _where(where))


def _where(values: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(text.split("，")) for name, text in values.items()}


FIGURES: tuple[Figure, ...] = (
    _exact(1, "三部规则：两部工作规则和一部工作细则", "G01", FLOW, 3),
    _exact(1, "委员会工作规则、协调小组工作规则", "G01", FLOW, 2, institution_kind="规则"),
    _exact(1, "委员会办公室工作细则", "G01", FLOW, 1, institution_kind="细则"),
    _system(1, "根据人事变动及时调整成员", "G02", FLOW),
    _exact(2, "年初有计划、年中有督查、年底有考评", "A03", CUMULATIVE, 100),
    _range(2, "纳入年度绩效考核", "A02", FLOW, (60, 100)),
    _exact(3, "法治建设工作纳入政府常务会议事项", "G03", FLOW, 4, category="常务会学法"),
    _system(3, "法治建设工作纳入区委常委会事项", "G03", FLOW, category="常委会学法"),
    _exact(3, "年终述职述法", "A01", CUMULATIVE, 100),
    _exact(4, "机关普法责任清单全覆盖", "P14", CUMULATIVE, 100),
    _range(4, "清单管理", "P15", CUMULATIVE, (50, 100)),
    _range(4, "谁执法谁普法", "P15", CUMULATIVE, (50, 100), duty="谁执法谁普法"),
    _range(4, "谁管理谁普法", "P15", CUMULATIVE, (50, 100), duty="谁管理谁普法"),
    _range(4, "谁服务谁普法", "P15", CUMULATIVE, (50, 100), duty="谁服务谁普法"),
    _range(4, "按期完成清单", "P16", CUMULATIVE, (50, 100)),
    _range(4, "跟踪提示", "P17", FLOW, (50, 100)),
    _range(4, "督促指导", "P18", FLOW, (50, 100)),
    _exact(5, "区政府常务会议集中学法4次", "P13", FLOW, 4),
    replace(
        _range(6, "“百场万人”：百场", "P01", FLOW, (100, 199)),
        note="the plan is the target; the year is a little above it",
    ),
    replace(_range(6, "“百场万人”：万人", "P02", FLOW, (10_000, 19_999)), qualifier="about"),
    _system(6, "“百场万人”计划的完成：场次", "A04", CUMULATIVE, 100, metric_id="P01"),
    replace(
        _system(6, "“百场万人”计划的完成：人次", "A04", CUMULATIVE, 100, metric_id="P02"), qualifier="about"
    ),
    _system(6, "法律七进：进机关", "P07", FLOW, setting="机关"),
    _system(6, "法律七进：进乡村、进社区", "P07", FLOW, setting="乡村，社区"),
    _system(6, "法律七进：进学校", "P07", FLOW, setting="学校"),
    _system(6, "法律七进：进企业、进单位", "P07", FLOW, setting="企业，单位"),
    _exact(7, "连续举办4届法治书法展", "P19", STOCK, 4, series="法治书法展"),
    replace(
        _system(7, "“12·4”国家宪法日法治文化特色项目", "P01", FLOW, theme="宪法"), period=CONSTITUTION_WEEK
    ),
    replace(_exact(8, "全区384名“法律明白人”", "R01", STOCK, 384), note="persons in post, not posts"),
    replace(_range(8, "50多家单位“普法骨干”集中培训", "R10", FLOW, (51, 59)), note="units, not people"),
    replace(_range(8, "“法律明白人”集中培训", "R04", CUMULATIVE, (50, 100)), note="of the stewards in post"),
    _exact(9, "建成法治公园4个", "R08", STOCK, 4, type="法治公园"),
    _exact(9, "社区“法治课堂”覆盖全区", "R09", STOCK, 100, type="法治课堂"),
    _exact(9, "楼院法治宣传栏覆盖全区", "R09", STOCK, 100, type="宣传栏"),
    replace(_exact(10, "全区共配备法治副校长14人", "R05", STOCK, 14), note="persons; posts are R05b"),
    _range(10, "开展校园普法活动30余场次", "P08", FLOW, (31, 39)),
    replace(_range(10, "受众1万余人次", "P09", FLOW, (10_001, 10_999)), qualifier="at_least"),
    _exact(11, "推荐国家级“民主法治示范村（社区）”1个", "C08", STOCK, 1, level="国家", category=VILLAGES),
    replace(_exact(11, "推荐不是命名", "C01", STOCK, 0, level="国家"), note="推荐 is not 命名"),
    _exact(11, "省级“法治乡镇（街道）”1个", "C01", STOCK, 1, level="省", category=TOWNSHIPS),
    _exact(11, "省级“民主法治示范村（社区）”8个", "C01", STOCK, 8, level="省", category=VILLAGES),
    _exact(11, "市级“法治乡镇（街道）”4个", "C01", STOCK, 4, level="市", category=TOWNSHIPS),
    _exact(11, "市级“民主法治示范村（社区）”23个", "C01", STOCK, 23, level="市", category=VILLAGES),
    _exact(11, "市级“优秀法治宣传教育基地”1个", "C01", STOCK, 1, level="市", category="优秀法治宣传教育基地"),
    replace(
        _exact(11, "四级同创、三级示范", "C02", STOCK, 23, category=VILLAGES),
        note="each village once, at its highest level",
    ),
    _range(11, "加强动态管理：复核保留", "C05", FLOW, (50, 100)),
    _exact(11, "加强动态管理：撤销注销", "C07", FLOW, 0),
    _range(12, "法律专业意见书20余份", "L01", FLOW, (21, 29), type="法律意见书"),
    _range(12, "提供法律咨询200多次", "L01", FLOW, (201, 299), type="法律咨询"),
    replace(
        _range(12, "审核区政府文件200余份", "L01", FLOW, (201, 299), type="政府文件，行政规范性文件"),
        note="the normative documents are among them (其中)",
    ),
    _range(12, "政府信息公开答复20余件", "L01", FLOW, (21, 29), type="信息公开答复"),
    _exact(12, "其中行政规范性文件3件", "L01", FLOW, 3, type="行政规范性文件"),
    _exact(12, "未出现违法文件", "L06", FLOW, 0),
    _system(12, "重大行政决策合法性审查", "L01", FLOW, type="重大行政决策"),
    _system(12, "重大合同审核", "L01", FLOW, type="政府合同"),
    _system(12, "疑难、历史遗留案件处理", "L01", FLOW, type="疑难历史遗留案件"),
    _exact(12, "政府规范性文件备案", "L07", FLOW, 100),
    _exact(13, "行政复议受案率达100%", "F03b", FLOW, 100),
    _exact(13, "出庭应诉率达100%", "S02", FLOW, 100),
    _exact(14, "对执法主体核定公示", "E02", STOCK, 100),
    _range(14, "督促执法单位配备执法电子设备", "E03", STOCK, (50, 100)),
    _range(14, "重大执法决定法制审核", "E04", FLOW, (50, 100)),
    _range(14, "“三项制度”：公示", "E05", FLOW, (50, 100)),
    _range(14, "“三项制度”：全过程记录", "E06", FLOW, (50, 100)),
    _range(14, "“三项制度”：法制审核人员", "E07", STOCK, (5, 100)),
    _range(14, "行政执法主体资格：持证上岗", "E01", STOCK, (50, 100)),
    _system(15, "开展执法案卷评查", "E10", FLOW),
    _range(15, "案卷评查合格", "E11", FLOW, (50, 100)),
    _range(15, "对存在问题的单位督促限时整改", "E14", FLOW, (50, 100)),
    _range(15, "整改办结", "E15", FLOW, (50, 100)),
    _system(15, "落实执法过错责任追究", "E17", FLOW),
    _exact(
        16, "服务型行政执法示范点创建：市级", "C01", STOCK, 2, level="市", category="服务型行政执法示范点"
    ),
    _exact(
        16, "服务型行政执法示范点创建：区级", "C01", STOCK, 3, level="区", category="服务型行政执法示范点"
    ),
    _system(16, "知识点宣讲比武", "P01", FLOW, form="知识竞赛"),
)
