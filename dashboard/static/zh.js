// Streamlit has no translation of its own texts: this dictionary replaces them as they appear.
(() => {
  const WORDS = {
    "Upload": "选择文件", "Browse files": "选择文件", "Add files": "添加文件",
    "Drag and drop file here": "将文件拖到此处", "Search": "搜索", "Close": "关闭", "Open": "展开",
    "Sort ascending": "升序", "Sort descending": "降序", "Format": "显示格式",
    "Autosize": "自动列宽", "Pin column": "固定此列", "Unpin column": "取消固定",
    "Hide column": "隐藏此列", "Statistics": "统计", "Download as CSV": "下载 CSV",
    "Fullscreen": "全屏", "Close fullscreen": "退出全屏", "Show/hide columns": "显示或隐藏列",
    "No results": "没有匹配项", "No options to select": "没有可选项", "Choose an option": "请选择",
    "Choose options": "请选择", "Select all": "全选", "Clear all": "全部清除", "Clear value": "清除",
    "Clear selection": "清除选择", "Press Enter to apply": "按回车确认",
    "Press Enter to submit form": "按回车提交", "Press Ctrl+Enter to submit form": "按Ctrl+回车提交",
    "Press ⌘+Enter to submit form": "按⌘+回车提交", "Press Ctrl+Enter to apply": "按Ctrl+回车确认", "Press ⌘+Enter to apply": "按⌘+回车确认",
    "(required)": "（必填）",
    "This field is required.": "此项必填，请填写。",
    "Skip to main content": "跳到正文", "Main menu": "主菜单", "Menu": "菜单",
    "Choose date": "选择日期", "Select a date.": "选择日期", "Notifications": "通知",
    "Increment": "增加", "Decrement": "减少", "Print": "打印", "Rerun": "刷新",
    "Settings": "设置", "Record a screencast": "录屏", "About": "关于", "Clear cache": "清除缓存",
    "Running...": "正在处理……", "Stop": "停止", "Connecting": "正在连接", "CONNECTING": "正在连接",
    "Connection error": "连接中断", "Connection lost. Please wait for the app to reconnect, and try again.":
      "与服务器的连接中断，请等待自动恢复后再试。",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "与服务器的连接中断，请联系管理员确认服务是否运行。",
    "Remove file": "移除文件", "Delete": "删除", "Copy to clipboard": "复制", "Copied": "已复制",
    "View all": "全部显示", "View fewer": "收起", "view more": "展开", "view less": "收起", "Show password text": "显示口令",
    "Previous month.": "上个月", "Next month.": "下个月", "Previous month": "上个月",
    "Next month": "下个月", "Page not found": "不能打开这个页面", "Info": "说明", "Loading...": "加载中……",
    "January": "一月", "February": "二月", "March": "三月", "April": "四月", "May": "五月",
    "June": "六月", "July": "七月", "August": "八月", "September": "九月", "October": "十月",
    "November": "十一月", "December": "十二月",
    "Mo": "一", "Tu": "二", "We": "三", "Th": "四", "Fr": "五", "Sa": "六", "Su": "日",
    "Help": "说明", "Autoscale": "自动缩放", "Zoom in": "放大", "Zoom out": "缩小",
    "Select...": "请选择", "App pages": "页面导航", "Link to heading": "本节链接",
    "Dismiss": "关闭", "Logo": "督导一张表", "Navigate to home page": "回到首页",
    "file upload": "选择文件", "yyyy": "年", "mm": "月", "dd": "日",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "没有这个页面，或您的账号不能查看它，已转到总览。", "Show sidebar navigation": "显示导航", "Dataframe column menu": "列菜单",
  };
  const MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ];
  const FORMS = [
    [/^(\d+)\s?(MB|KB|GB) per file(?: • (.+))?$/, (_, n, unit, kinds) =>
      `单个文件不超过${n}${unit}${kinds ? ` · ${kinds}` : ""}`],
    [/^Limit (\d+)\s?(MB|KB|GB) per file(?: • (.+))?$/, (_, n, unit, kinds) =>
      `单个文件不超过${n}${unit}${kinds ? ` · ${kinds}` : ""}`],
    [/^• (.+)$/, "· $1"],
    [/^Help for (.+)$/, "$1的说明"],
    [/^Shortcut (.+)$/, "快捷键$1"],
    [/^year, (.+)$/, "$1的年"],
    [/^month, (.+)$/, "$1的月"],
    [/^day, (.+)$/, "$1的日"],
    [/^The page that you have requested does not seem to exist\..*$/, "没有这个页面，或您的账号不能查看它，已转到总览。"],
    [/^(.+) files are not allowed\.$/, "不支持该类型：$1"],
    [/^File must be (\d+)(MB|KB|GB) or smaller\.$/, "文件应不超过$1$2。"],
    [/^(\d+) options? available\.$/, "共$1项"],
    [/^(\d+)\s?\/\s?(\d+)$/, "$1/$2"],
    [/^Selected Date: ([A-Z][a-z]+) (\d+), (\d+)$/, (_, month, day, year) =>
      `已选${year}年${MONTHS.indexOf(month) + 1}月${day}日`],
    [/^Selected (.+)$/, "已选$1"],
  ];
  const translated = (text) => {
    const bare = text.trim();
    if (!bare) return null;
    if (Object.hasOwn(WORDS, bare)) return text.replace(bare, WORDS[bare]);
    for (const [form, words] of FORMS) {
      if (form.test(bare)) return text.replace(bare, bare.replace(form, words));
    }
    return null;
  };
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  // A group of fields has no aria-required; Streamlit gives it to the parts of a date.
  const unasked = (node) => {
    const role = node.getAttribute("role");
    if (node.tagName === "DIV" && (!role || role === "group")) node.removeAttribute("aria-required");
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = translated(node.nodeValue);
      if (words !== null && words !== node.nodeValue) node.nodeValue = words;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.tagName === "SCRIPT" || node.tagName === "STYLE") return;
    unasked(node);
    for (const name of ATTRIBUTES) {
      const words = translated(node.getAttribute(name) ?? "");
      if (words !== null && words !== node.getAttribute(name)) node.setAttribute(name, words);
    }
    const typed = node.isContentEditable && node.getAttribute("role") !== "spinbutton";
    if (!typed) node.childNodes.forEach(visit);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(visit);
      else visit(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ATTRIBUTES,
  });
})();
