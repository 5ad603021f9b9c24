"""What a cell may hold, for properties that must be true of every cell."""

from __future__ import annotations

from hypothesis import strategies as st

# Texts near the patterns that the cleaners know, so that properties reach their branches.
_PIECES = (
    *"0123456789.,，、-—~/%+()（）〔〕[]年月日号至余多近约万亿千百十一二三两无人次份元场周上中下旬半季度第",
    *(
        " ",
        "\n",
        "\u200b",
        "\xa0",
        "\u3000",
        "１",
        "Ａ",
        "e",
        "E",
        "_x000D_",
        "2022",
        "全年",
        "星期一",
        "#REF!",
    ),
    *(
        "公安局",
        "司法局",
        "方顶村",
        "峡窝镇",
        "街道",
        "法治",
        "科",
        "所",
        "进",
        "（盖章）",
        "(宗)",
        "(万元)",
        "14:30",
    ),
)
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    TEXTS,
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
