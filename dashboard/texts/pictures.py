"""Words of pictures of charts: the button, its dialog, what is wrong where none can be made."""

from __future__ import annotations

PICTURE = "图片"
PICTURE_HINT = "生成带口径、来源和快照编号的图片，可下载或复制"

NO_BROWSER = (
    "这台机器上没有 Chromium，无法生成图片。Debian/Ubuntu 请以管理员执行：apt-get install -y chromium；"
    "其他系统请安装 Chromium、Chrome 或 Edge，不在常用位置的用环境变量 FAZHI_BROWSER 指明路径"
)
BROWSER_DIED = "生成图片的 Chromium 启动后退出了，重启一次仍然如此。请检查内存和 /tmp 是否还有空间，再重试"
BROWSER_HANGS = "生成图片的 Chromium 在 {seconds} 秒内没有回应，已将它结束。请稍后重试"
NOT_DRAWN = "这张图画不出来：{reason}"
NO_FONT = (
    "这台机器没有中文字体，生成的图片会是空白方框。"
    "Debian/Ubuntu 请以管理员执行：apt-get install -y fonts-noto-cjk；其他系统请安装一种中文字体"
)
