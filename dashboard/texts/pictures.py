"""Words of pictures of charts: the button, its dialog, what is wrong where none can be made."""

from __future__ import annotations

PICTURE = "图片"
PICTURE_TITLE = "图片"
SHAPE = "画面比例"
SHAPES = {"WIDE": "16:9 幻灯片", "SQUARE": "1:1 消息"}
SQUARE_NAME = "1x1"
LOADS = "历次装载的核验记录"
GRID = "各图横轴均为{first}至{last}，纵轴尺度相同；名称旁为最近一期"
DRAWING = "正在生成图片…"
# What a button does, its words, and what it says when that is done.
BUTTONS = (
    ("png", "下载 PNG", "已下载 PNG"),
    ("svg", "下载 SVG", "已下载 SVG"),
    ("copy", "复制到剪贴板", "已复制，可直接粘贴"),
)
NOT_COPIED = "没有复制成功，请下载 PNG"
NOT_DRAWN_HERE = "这张图没有画出来，请刷新页面后重试"
PIXELS = "PNG 为 {width}×{height} 像素；SVG 可任意放大。"
SMALL = "这张图的行数多，字会偏小：可先筛选，或改看前若干行。"
BY_BROWSER = "图片由您的浏览器生成，内容相同。原因：{reason}"

NO_BROWSER = (
    "这台机器上没有 Chromium，无法生成图片。Debian/Ubuntu 请以管理员执行：apt-get install -y chromium；"
    "其他系统请安装 Chromium、Chrome 或 Edge，不在常用位置的用环境变量 FAZHI_BROWSER 指明路径"
)
BROWSER_DIED = (
    "生成图片的 Chromium 一再退出或没有回应，不再重试。请检查内存和临时文件夹是否还有空间，再重新启动程序"
)
BROWSER_HANGS = "生成图片的 Chromium 在 {seconds} 秒内没有回应，已将它结束。请稍后重试"
NOT_DRAWN = "这张图画不出来：{reason}"
NO_FONT = (
    "这台机器没有中文字体，生成的图片会是空白方框。"
    "Debian/Ubuntu 请以管理员执行：apt-get install -y fonts-noto-cjk；其他系统请安装一种中文字体"
)
