// Streamlit's own words are English, and its navigation is a list with groups between its items: both are mended
// here, for readers who hear the page. Runs once in a browser's page, then watches what Streamlit adds.
(() => {
  if (window.fazhiFramework) return;
  window.fazhiFramework = true;
  const words = {
    "App pages": "页面", "Sidebar": "侧栏", "Collapse sidebar": "收起侧栏", "Expand sidebar": "展开侧栏",
    "Navigate to home page": "回到首页", "Open": "展开", "Clear value": "清除", "Close": "关闭", "Logo": "法治看板",
    "Remove": "移除", "Show password text": "显示密码", "Copy to clipboard": "复制", "Download as CSV": "下载 CSV",
    "Fullscreen": "全屏", "Close fullscreen": "退出全屏", "Search": "查找", "No results": "没有匹配项", "Dismiss": "关闭",
    "Scroll tabs left": "向左看其他标签", "Scroll tabs right": "向右看其他标签",
  };
  const attributes = ["aria-label", "title", "alt"];
  const mend = () => {
    for (const name of attributes) {
      for (const part of document.querySelectorAll(`[${name}]`)) {
        const told = words[part.getAttribute(name)];
        if (told) part.setAttribute(name, told);
      }
    }
    for (const part of document.querySelectorAll('[data-testid="stSidebarNav"] :is(ul, li):not([role])')) {
      part.setAttribute("role", "none");
    }
    // What scrolls is reached by the keyboard, too; a table that fits is no stop on the way.
    for (const part of document.querySelectorAll(".fz-scroll, .fz-picture-frame")) {
      const scrolls = part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1;
      if (scrolls) part.setAttribute("tabindex", "0");
      else part.removeAttribute("tabindex");
    }
    for (const part of document.querySelectorAll('[data-key="__creatable__"] [data-item-hl]')) {
      for (const text of part.childNodes) {
        if (text.data?.startsWith("Add: ")) text.data = text.data.replace("Add: ", "新增：");
      }
    }
    for (const shot of document.querySelectorAll(".fz-shot[data-parts]")) draw(shot);
    const skip = document.querySelector('[data-testid="stSkipToContent"]');
    // Set again, it would be a change again, and this would never rest.
    if (skip && skip.ariaLabel !== "跳到正文") skip.ariaLabel = "跳到正文";
    document.documentElement.lang = "zh-CN";
  };
  // 复制: the text of the card, as it is read; nothing of the data is part of this.
  document.addEventListener("click", async event => {
    const button = event.target.closest?.(".fz-copy");
    if (!button) return;
    const text = button.closest('[class*="st-key-card_"]').querySelector(".fz-copied").innerText;
    try { await navigator.clipboard.writeText(text); } catch (refused) {
      const area = document.createElement("textarea");
      area.value = text; document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    button.textContent = button.dataset.done;
  });
  // 图片: what the dialog's buttons do. A picture comes with its bytes or, where the server has no Chromium, as
  // what this browser draws it from (picture.js). What the data say is only ever drawn as text.
  const load = address => document.querySelector(`script[src="${address}"]`)?.fazhiLoaded ?? (() => {
    const script = document.createElement("script");
    script.src = address;
    script.fazhiLoaded = new Promise((done, failed) => { script.onload = done; script.onerror = failed; });
    document.head.append(script);
    return script.fazhiLoaded;
  })();
  const draw = async shot => {
    const { parts, scripts, failed } = shot.dataset;
    delete shot.dataset.parts;
    try {
      for (const address of scripts.split(" ")) await load(address);
      const bytes = Uint8Array.from(atob(parts), letter => letter.charCodeAt(0));
      const made = await window.fazhiPicture(JSON.parse(new TextDecoder().decode(bytes)), 2);
      shot.dataset.svg = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(made.svg);
      shot.querySelector("img").src = made.png;
      shot.dataset.drawn = "";
    } catch (fault) { shot.prepend(failed); }
  };
  document.addEventListener("click", async event => {
    const button = event.target.closest?.(".fz-shot-do");
    const shot = button?.closest(".fz-shot");
    if (!shot || !("drawn" in shot.dataset)) return;
    const { do: kind, done, failed } = button.dataset;
    const source = kind === "svg" ? shot.dataset.svg : shot.querySelector("img").src;
    try {
      if (kind === "copy") {
        const blob = fetch(source).then(answer => answer.blob());
        await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      } else {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(await (await fetch(source)).blob());
        link.download = `${shot.dataset.name}.${kind}`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      }
      button.textContent = done;
    } catch (fault) { button.textContent = failed; }
  });
  let isWaiting = false;
  const later = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => { isWaiting = false; mend(); });
  };
  new MutationObserver(later).observe(
    document.body, { childList: true, characterData: true, subtree: true, attributeFilter: attributes },
  );
  new ResizeObserver(later).observe(document.body);
  mend();
})();
