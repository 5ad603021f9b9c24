"""A small invented district: two townships, seven villages, a handful of units."""

from __future__ import annotations

from datetime import date

from pipelines.clean.names import NameIndex
from warehouse.reference.tables import Township, Unit, Village

NAMES = NameIndex(
    units=(
        Unit("gov", "人民政府", "政府部门"),
        Unit("gongan", "公安局", "政府部门"),
        Unit("sifa", "司法局", "政府部门"),
        Unit("jiaoyu", "教育局", "政府部门"),
        Unit("shichang", "市场监管局", "政府部门"),
        Unit("fagai", "发改委", "政府部门"),
        Unit("xuanchuan", "宣传部", "党委部门"),
        Unit("rongmei", "融媒体中心", "事业单位"),
        Unit("liangshi", "粮食局", "政府部门", valid_to=date(2019, 3, 31), successor="fagai"),
        Unit("jia", "甲处", "政府部门", valid_to=date(2019, 3, 31), successor="yi"),
        Unit("yi", "乙处", "政府部门", valid_to=date(2019, 3, 31), successor="jia"),
        Unit("T1", "临河路街道", "镇办"),
        Unit("T2", "柳林镇", "镇办"),
    ),
    aliases=(
        ("教体局", "jiaoyu"),
        ("教育体育局", "jiaoyu"),
        ("市场监督管理局", "shichang"),
        ("政府办公室", "gov"),
        ("不存在", "none"),
    ),
    townships=(Township("T1", "临河路街道"), Township("T2", "柳林镇")),
    villages=(
        Village("V1", "杨湾村", "T2", "村"),
        Village("V2", "北杨湾村", "T2", "村"),
        Village("V3", "金桥社区", "T1", "社区"),
        Village("V4", "临河路社区", "T1", "社区"),
        Village("V5", "新华社区", "T1", "社区"),
        Village("V6", "新华社区", "T2", "社区"),
        Village("V7", "青山村", "T2", "村"),
    ),
    district_prefixes=("云州市青山区", "青山区", "青山", "区", "中共云州市青山区委", "区委", "中共青山区委"),
)
