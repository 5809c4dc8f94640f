// ---- the table of all cases: only what is seen is there
const browser = (place, frame, first) => {
  const columns = [...frame.words.values(), ...frame.numbers.values()];
  const state = { sort: null, down: false, text: "", words: { ...first }, number: "", from: NaN, to: NaN, rows: [] };
  const count = make("output", { "aria-live": "polite" });
  const body = make("tbody");
  const head = make("tr");
  const grid = make("table", {}, make("thead", {}, head), body);
  const scroller = make("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "All cases" }, grid);
  const isNumber = (column) => column.codes === undefined;
  const compare = (column) => (a, b) => {
    if (!isNumber(column)) return column.values[column.codes[a]].localeCompare(column.values[column.codes[b]], undefined, { numeric: true });
    const [x, y] = [column.values[a], column.values[b]];
    return x === y ? 0 : x - y;
  };
  const fits = (row) => {
    for (const [name, value] of Object.entries(state.words)) if (value !== "" && frame.word(name, row) !== value) return false;
    if (state.number) {
      const value = frame.number(state.number, row);
      if ((!Number.isNaN(state.from) && !(value >= state.from)) || (!Number.isNaN(state.to) && !(value <= state.to))) return false;
    }
    if (!state.text) return true;
    for (const column of frame.words.values()) if (column.values[column.codes[row]].toLowerCase().includes(state.text)) return true;
    return false;
  };
  const arrange = () => {
    state.rows = frame.rows(fits);
    const column = columns.find((one) => one.name === state.sort);
    if (column) {
      const order = compare(column);
      const isGap = (row) => isNumber(column) && Number.isNaN(column.values[row]);
      state.rows.sort((a, b) => isGap(a) - isGap(b) || (isGap(a) ? a - b : (state.down ? -order(a, b) : order(a, b)) || a - b));
    }
    count.textContent = `${state.rows.length} of ${frame.length} rows`;
    scroller.scrollTop = 0;
    show();
  };
  let shown = "";
  const show = (force = true) => {
    const from = Math.max(Math.floor(scroller.scrollTop / ROW) - SPARE, 0);
    const to = Math.min(from + Math.ceil((scroller.clientHeight || 520) / ROW) + 2 * SPARE, state.rows.length);
    if (!force && shown === `${from}-${to}`) return;
    shown = `${from}-${to}`;
    const lines = state.rows.slice(from, to).map(line);
    body.replaceChildren(gap(from), ...lines, gap(state.rows.length - to));
  };
  const gap = (rows) => {
    const cell = make("td", { colspan: columns.length });
    cell.style.height = `${rows * ROW}px`;
    return make("tr", { class: "pad", "aria-hidden": "true" }, cell);
  };
  const line = (row) => {
    const name = frame.word("case", row);
    const cells = columns.map((column) => isNumber(column)
      ? make("td", { class: "n" }, write(column.values[row], column.digits))
      : make("td", { title: column.name === "status" ? frame.reasons[row] || null : column.values[column.codes[row]] }, column.values[column.codes[row]]));
    return make("tr", {
      class: "row", tabindex: "0", onclick: () => openCase(name),
      onkeydown: (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault(); // else the same key presses the button that has the focus then
        openCase(name);
      },
    }, ...cells);
  };
  for (const column of columns) {
    const cell = make("th", { scope: "col", class: isNumber(column) ? "n" : null, title: column.meaning || null });
    cell.append(make("button", {
      type: "button", "data-sort": column.name,
      onclick: () => {
        state.down = state.sort === column.name ? !state.down : isNumber(column);
        state.sort = column.name;
        for (const other of head.children) other.removeAttribute("aria-sort");
        cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        for (const button of head.querySelectorAll("button")) button.textContent = button.textContent.replace(/ [▲▼]$/, "");
        cell.firstChild.textContent += state.down ? " ▼" : " ▲";
        arrange();
      },
    }, column.title));
    head.append(cell);
  }
  const controls = make("div", { class: "controls" });
  controls.append(make("label", {}, "Search", make("input", {
    type: "search", placeholder: "case, group, ...", oninput: (event) => { state.text = event.target.value.trim().toLowerCase(); arrange(); },
  })));
  for (const column of frame.words.values()) {
    if (["case", "patient"].includes(column.name) || column.values.length < 2) continue;
    const options = [["", "all"], ...column.values.filter(Boolean).map((value) => [value, value])];
    controls.append(choice(column.title, options, state.words[column.name] || "", (value) => { state.words[column.name] = value; arrange(); }));
  }
  const bound = (name) => make("input", { type: "number", step: "any", "aria-label": name, placeholder: name,
    oninput: (event) => { state[name] = event.target.value === "" ? NaN : Number(event.target.value); arrange(); } });
  const options = [["", "any number"], ...[...frame.numbers.values()].map((column) => [column.name, column.title])];
  controls.append(choice("Where", options, "", (value) => { state.number = value; arrange(); }), bound("from"), bound("to"));
  controls.append(make("button", { type: "button", onclick: () => save(frame, columns, state.rows) }, "Save as CSV"), count);
  place.append(controls, scroller);
  scroller.addEventListener("scroll", () => show(false), { passive: true });
  arrange();
};
const save = (frame, columns, rows) => {
  const cell = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const number = (value) => (Number.isFinite(value) ? String(value) : Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
  const text = [columns.map((column) => column.name).join(","), ...rows.map((row) => columns.map((column) =>
    column.codes === undefined ? number(column.values[row]) : cell(column.values[column.codes[row]])).join(","))].join("\n");
  const link = make("a", { href: URL.createObjectURL(new Blob([`${text}\n`], { type: "text/csv" })), download: "selected.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
