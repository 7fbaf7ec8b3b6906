"use strict";
(() => {
  const PAGE = 100;
  let page = PAGE;
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const COLUMNS = [
    ["name", "单位", (u) => u.name, ""], ["state", "状态", (u) => Object.keys(data.states).indexOf(u.state), "tight"],
    ["error", "错误", (u) => u.counts[0], "number"], ["warning", "警告", (u) => u.counts[1], "number"],
    ["notice", "提示", (u) => u.counts[2], "number"], ["links", "文件", (u) => u.links.length, "tight"],
    ["kind", "类别", (u) => u.kind, "tight wide"], ["level", "级别", (u) => u.level, "tight wide"],
    ["published", "报告日期", (u) => u.published, "tight wide"],
  ];
  const FILTERS = ["search", "state", "kind", "level", "code"];
  const view = { sort: "", down: false, page: 0, open: "" };

  const make = (tag, text, attributes = {}) => {
    const node = document.createElement(tag);
    if (text !== undefined && text !== null) node.textContent = text;
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };
  const draw = (tag, attributes, text) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const counted = (key) => {
    const out = new Map();
    for (const unit of data.units) out.set(unit[key], (out.get(unit[key]) || 0) + 1);
    return out;
  };

  data.units.forEach((unit, index) => {
    unit.index = index;
    unit.words = [unit.name, unit.unit, unit.parent, unit.note,
      ...unit.findings.map((f) => `${f.code} ${f.message} ${f.place} ${f.quote}`)].join("\n").toLowerCase();
  });

  function set(filter, value) {
    at(filter).value = at(filter).value === value ? "" : value;
    view.page = 0;
    show();
  }

  function chosen() {
    const want = Object.fromEntries(FILTERS.map((f) => [f, at(f).value]));
    const words = want.search.toLowerCase().split(/\s+/).filter(Boolean);
    const units = data.units.filter((u) =>
      (!want.state || u.state === want.state) && (!want.kind || u.kind === want.kind) &&
      (!want.level || u.level === want.level) && (!want.code || u.findings.some((f) => f.code === want.code)) &&
      words.every((w) => u.words.includes(w)));
    const column = COLUMNS.find(([key]) => key === view.sort);
    if (column) {
      const of = column[2];
      const sign = view.down ? -1 : 1;
      units.sort((a, b) => {
        const [x, y] = [of(a), of(b)];
        const order = typeof x === "number" ? x - y : String(x).localeCompare(String(y), "zh-CN", { numeric: true });
        return sign * order || a.index - b.index;
      });
    }
    return units;
  }

  function show() {
    const units = chosen();
    const pages = Math.max(1, Math.ceil(units.length / page));
    view.page = Math.min(view.page, pages - 1);
    at("shown").textContent = units.length;
    at("page").textContent = `第 ${view.page + 1} 页，共 ${pages} 页`;
    at("back").disabled = view.page === 0;
    at("next").disabled = view.page >= pages - 1;
    const rows = [];
    for (const unit of units.slice(view.page * page, (view.page + 1) * page)) {
      rows.push(unitRow(unit));
      if (String(unit.index) === view.open) rows.push(detailRow(unit));
    }
    if (!units.length) rows.push(emptyRow());
    at("body").replaceChildren(...rows);
    at("pager").hidden = pages === 1;
    for (const head of at("head").children) {
      const sorted = head.dataset.key === view.sort;
      head.setAttribute("aria-sort", sorted ? (view.down ? "descending" : "ascending") : "none");
    }
    for (const card of at("cards").children) {
      card.setAttribute("aria-pressed", String(card.dataset.state === at("state").value));
    }
  }

  function emptyRow() {
    const row = make("tr");
    const words = data.units.length ? "没有符合条件的单位。可以清除筛选再看。" : "这个批次里没有单位。";
    row.append(make("td", words, { colspan: COLUMNS.length, class: "empty" }));
    return row;
  }

  function toggle(unit) {
    view.open = view.open === String(unit.index) ? "" : String(unit.index);
    show();
    const button = at("body").querySelector(`tr[data-unit="${unit.index}"] button`);
    if (button) button.focus();
  }

  function unitRow(unit) {
    const row = make("tr", null, { "data-unit": unit.index });
    const open = String(unit.index) === view.open;
    const name = make("button", unit.name, { type: "button", "aria-expanded": String(open), title: unit.unit });
    name.addEventListener("click", () => toggle(unit));
    const first = make("td");
    first.append(name);
    const state = make("td", null, { class: "tight" });
    state.append(make("span", data.states[unit.state], { class: `state ${unit.state}` }));
    const links = make("td", null, { class: "tight" });
    for (const [label, target] of unit.links) links.append(make("a", label, { href: target, "aria-label": `${unit.name} ${label}` }));
    row.append(first, state, ...unit.counts.map((n) => make("td", n, { class: n ? "number" : "number zero" })), links,
      ...[unit.kind, unit.level, unit.published].map((text) => make("td", text, { class: "tight wide" })));
    return row;
  }

  function detailRow(unit) {
    const row = make("tr", null, { class: "detail", "data-detail": unit.index });
    const cell = make("td", null, { colspan: COLUMNS.length });
    const facts = [unit.unit && `填报位置：${unit.unit}`, unit.parent && `上级：${unit.parent}`,
      unit.deadline && `期限：${unit.deadline}`, unit.note].filter(Boolean).join("　");
    if (facts) cell.append(make("p", facts));
    const list = make("ol");
    for (const finding of unit.findings) list.append(findingItem(finding));
    cell.append(unit.findings.length ? list : make("p", "没有发现问题。"));
    row.append(cell);
    return row;
  }

  function findingItem(finding) {
    const item = make("li", null, { class: finding.severity + (finding.waived ? " waived" : "") });
    item.append(make("b", `${data.severities[finding.severity]} ${finding.code}`), ` ${finding.message}`);
    if (finding.waived) item.append("（已豁免）");
    if (finding.place) item.append(make("span", finding.place, { class: "place" }));
    if (finding.quote) item.append(make("q", finding.quote));
    if (finding.hint) item.append(make("span", `怎么改：${finding.hint}`, { class: "hint" }));
    return item;
  }

  /* What is rare is shown when it is there: leftovers of units that are gone, units that have not handed in. */
  const shownStates = (states) =>
    Object.entries(data.states).filter(([k]) => !["removed", "missing"].includes(k) || states.get(k));

  function cards() {
    const states = counted("state");
    const all = [["", "全部", data.units.length], ...shownStates(states).map(([k, v]) => [k, v, states.get(k) || 0])];
    for (const [state, label, number] of all) {
      const card = make("button", null, { type: "button", "data-state": state, style: `--tone: var(--${state || "none"}, #1f4e79)` });
      card.append(make("b", number), label);
      card.addEventListener("click", () => { at("state").value = state; view.page = 0; show(); });
      at("cards").append(card);
    }
  }

  function bars(target, entries, side, pick) {
    if (!entries.length) {
      at(target).replaceChildren(make("p", "没有发现问题。"));
      return;
    }
    const most = Math.max(1, ...entries.map(([, n]) => n));
    const picture = draw("svg", { viewBox: `0 0 520 ${entries.length * 24}`, role: "group" });
    entries.forEach(([label, number, tone, key, title], i) => {
      const group = draw("g", { tabindex: "0", role: "button", "data-key": key, "aria-label": `${title || label} ${number}` });
      const width = Math.max(number ? 2 : 0, (number / most) * (470 - side));
      if (title) group.append(draw("title", {}, title));
      group.append(draw("rect", { x: 0, y: i * 24, width: 520, height: 24, fill: "transparent" }),
        draw("text", { x: 0, y: i * 24 + 16 }, label),
        draw("rect", { x: side, y: i * 24 + 4, width, height: 16, fill: tone }),
        draw("text", { x: side + 6 + width, y: i * 24 + 16 }, String(number)));
      group.addEventListener("click", () => pick(key));
      group.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pick(key);
      });
      picture.append(group);
    });
    at(target).replaceChildren(picture);
  }

  function charts() {
    const states = counted("state");
    const style = getComputedStyle(document.documentElement);
    bars("chart-states", shownStates(states).map(([key, label]) =>
      [label, states.get(key) || 0, style.getPropertyValue(`--${key}`).trim(), key]), 60, (key) => set("state", key));
    const tones = { error: "#c62828", warning: "#b26a00", notice: "#1f4e79" };
    const top = [...data.codes].sort((a, b) => b.count - a.count).slice(0, 10);
    const short = (text) => (text.length > 14 ? `${text.slice(0, 13)}…` : text);
    const told = (c) => `${c.code} ${c.title}（${data.severities[c.severity]}）`;
    bars("chart-codes", top.map((c) => [`${c.code} ${short(c.title)}`, c.count, tones[c.severity], c.code, told(c)]),
      240, (key) => set("code", key));
  }

  function choices(id, entries) {
    for (const [value, label] of entries) at(id).append(make("option", label, { value }));
  }

  function clusters() {
    at("clusters").hidden = data.clusters.length === 0;
    const names = new Map(data.units.map((u) => [u.unit, u.name]));
    data.clusters.forEach((cluster, i) => {
      const box = make("details");
      const shown = cluster.units.map((u) => names.get(u) || u);
      box.append(make("summary", `第 ${i + 1} 组：${shown.slice(0, 8).join("、")}${shown.length > 8 ? ` 等 ${shown.length} 个单位` : ""}`));
      const list = make("ol");
      for (const [sentence, number] of cluster.sentences) list.append(make("li", `${sentence}（${number} 个单位）`));
      box.append(list);
      at("cluster-list").append(box);
    });
  }

  function begin() {
    at("total").textContent = data.units.length;
    at("register").textContent = data.register.join("　");
    at("summary").textContent = "点单位名称看它的问题和改法；点上面的数字、图中的条或表头，可以筛选和排序。";
    for (const [key, label, , look] of COLUMNS) {
      const head = make("th", null, { scope: "col", "data-key": key, class: look });
      const button = make("button", label, { type: "button" });
      button.addEventListener("click", () => {
        view.down = view.sort === key ? !view.down : ["error", "warning", "notice"].includes(key);
        view.sort = key;
        show();
      });
      head.append(button);
      at("head").append(head);
    }
    const distinct = (key) => [...counted(key).keys()].filter(Boolean).sort((a, b) => a.localeCompare(b, "zh-CN", { numeric: true }));
    choices("state", Object.entries(data.states));
    choices("kind", distinct("kind").map((k) => [k, k]));
    choices("level", distinct("level").map((k) => [k, k]));
    choices("code", [...new Map(data.codes.map((c) => [c.code, `${c.code} ${c.title}`])).entries()]);
    for (const filter of FILTERS) at(filter).addEventListener("input", () => { view.page = 0; show(); });
    at("reset").addEventListener("click", () => { for (const f of FILTERS) at(f).value = ""; view.page = 0; show(); });
    at("back").addEventListener("click", () => { view.page -= 1; show(); });
    at("next").addEventListener("click", () => { view.page += 1; show(); });
    window.addEventListener("beforeprint", () => { page = Math.max(PAGE, data.units.length); view.page = 0; show(); });
    window.addEventListener("afterprint", () => { page = PAGE; show(); });
    cards();
    charts();
    clusters();
    show();
  }

  begin();
})();
