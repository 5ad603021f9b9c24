"""A small invented district: two townships, seven villages, a handful of units."""

from __future__ import annotations

from datetime import date

from pipelines.clean.names import NameIndex, TownshipRecord, UnitRecord, VillageRecord

NAMES = NameIndex(
    units=(
        UnitRecord("gov", "人民政府", "政府部门"),
        UnitRecord("gongan", "公安局", "政府部门"),
        UnitRecord("sifa", "司法局", "政府部门"),
        UnitRecord("jiaoyu", "教育局", "政府部门"),
        UnitRecord("shichang", "市场监管局", "政府部门"),
        UnitRecord("fagai", "发改委", "政府部门"),
        UnitRecord("xuanchuan", "宣传部", "党委部门"),
        UnitRecord("rongmei", "融媒体中心", "事业单位"),
        UnitRecord("liangshi", "粮食局", "政府部门", valid_to=date(2019, 3, 31), successor="fagai"),
        UnitRecord("jia", "甲处", "政府部门", valid_to=date(2019, 3, 31), successor="yi"),
        UnitRecord("yi", "乙处", "政府部门", valid_to=date(2019, 3, 31), successor="jia"),
        UnitRecord("T1", "临河路街道", "镇办"),
        UnitRecord("T2", "柳林镇", "镇办"),
    ),
    aliases=(
        ("教体局", "jiaoyu"),
        ("教育体育局", "jiaoyu"),
        ("市场监督管理局", "shichang"),
        ("政府办公室", "gov"),
        ("不存在", "none"),
    ),
    townships=(TownshipRecord("T1", "临河路街道"), TownshipRecord("T2", "柳林镇")),
    villages=(
        VillageRecord("V1", "杨湾村", "T2"),
        VillageRecord("V2", "北杨湾村", "T2"),
        VillageRecord("V3", "金桥社区", "T1"),
        VillageRecord("V4", "临河路社区", "T1"),
        VillageRecord("V5", "新华社区", "T1"),
        VillageRecord("V6", "新华社区", "T2"),
        VillageRecord("V7", "青山村", "T2"),
    ),
    district_prefixes=("云州市青山区", "青山区", "青山", "区", "中共云州市青山区委", "区委", "中共青山区委"),
)
