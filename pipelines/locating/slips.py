"""Slips of the pen: which characters are mistaken for one another, and which make another word."""

from __future__ import annotations

from pipelines.clean.text import MEASURES

# A character more or less, or in place of another, that changes what a header means: 应到, 被申请人.
TELLING_CHARACTERS = frozenset(
    "应实已未不非无被男女起止始终初末中准否驳率比占均最限期上下前后再首新旧老原正副主次"
    "增减收受授接立结送退补改内外双总分拟预"
)
# Mistaken for one another in typing, in copying by hand or in recognised scans, either way round.
_CONFUSED = (
    "间问 间简 己已 已巳 办力 办辨 单草 位立 位伍 人入 人八 数敷 数术 受爱 众从 训川 "
    "名各 称秤 称乘 活话 动劢 主王 主住 题提 讲将 到倒 案按 号浩 号耗 审宙 审宝 结洁 "
    "果裹 日曰 日目 参叁 参渗 加家 加佳 地他 地池 点店 点典 村材 镇填 学宇 校较 派脉 "
    "编偏 书术 责贵 任壬 措错 措借 施旋 施失 成城 成诚 场扬 资咨 资姿 料科 询洵 询讯 "
    "解蟹 答达 程呈 序续 申伸 申甲 请清 请情 履屡 行形 情清 况祝 况矿 备倍 备各 类累 "
    "级极 级及 等寺 份分 整正 查察 论伦 论沦 追迫 究穷 期其 期旗 园圆 员园 法发 律率 "
    "普谱 宣宜 传转 联连 合和 协胁 形型 式试 佐左 材财 释择 课颗 课棵 卷券 评平 罚伐 "
    "款欵 没设 金今 额颔 决绝 定订 公工 示视 录绿 单丹 "
)
_PAIRS = frozenset(frozenset(pair) for pair in _CONFUSED.split())
# Beside those of the contracts, what headers of forms are written with.
_BUSINESS = frozenset("".join(MEASURES)) | frozenset(
    "包建管报批发差转移延长短户族量额价费税职岗位层段码址向源据图页行列组队班群团站室厅司处科股局"
    "甲乙丙丁东南西北天地年月周季度旬令函文签章印样板点区县市省国村社老少青妇儿童农工商学兵"
)


def is_confused(slip: str) -> bool:
    """Whether two characters are easily mistaken for one another."""
    return frozenset(slip) in _PAIRS


def is_meaningful(character: str) -> bool:
    """Whether a character makes another word of a header: 主管单位 is not 主办单位."""
    return character in _BUSINESS or character in TELLING_CHARACTERS
