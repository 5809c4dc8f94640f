// ---- groups of rows, by method and by words
const byMethod = (segment, field) => {
  const column = field === "segment" || !field ? null : cases.words.get(field);
  const categories = field === "segment" ? data.segments : column ? [...column.values].filter(Boolean).sort() : data.methods;
  const found = new Map();
  for (const category of categories) {
    for (const method of data.methods) {
      if (field || category === method) found.set(`${category}\n${method}`, { category, series: method, color: color(method), rows: [] });
    }
  }
  for (let row = 0; row < cases.length; row++) {
    const its = cases.word("segment", row);
    if (field !== "segment" && its !== segment) continue;
    const method = cases.word("method", row);
    const category = field === "segment" ? its : field ? cases.word(field, row) : method;
    found.get(`${category}\n${method}`)?.rows.push(row);
  }
  return [...found.values()].filter((group) => group.rows.length);
};
const board = (place, fields, first) => {
  const shown = [...cases.numbers.values()];
  const state = { number: cases.numbers.has(first) ? first : shown[0]?.name, segment: data.main };
  if (!state.number) return;
  const panels = make("div", { class: "panels" });
  const render = () => {
    const sets = fields.map((field) => [field, byMethod(state.segment, field)]).filter(([, groups]) => groups.length);
    const column = cases.numbers.get(state.number);
    const places = sets.map(([, groups]) => make("div", { class: sets.length === 1 || groups.length > 9 ? "panel full" : "panel" }));
    panels.replaceChildren(...places); // all of them before any is drawn: each takes the width that it is given
    sets.forEach(([field, groups], place) => {
      const scope = field === "segment" ? "" : ` (${state.segment})`;
      spreads(places[place], cases, column, groups, `${column.title} by ${field || "method"}${scope}`);
    });
  };
  const controls = make("div", { class: "controls" },
    choice("Number", shown.map((column) => [column.name, column.title]), state.number, (value) => { state.number = value; render(); }));
  if (data.segments.length > 1) {
    controls.append(choice("Segment", data.segments.map((name) => [name, name]), state.segment, (value) => { state.segment = value; render(); }));
  }
  place.append(controls, key(), panels);
  redraw.push(render);
  render();
};
const involvedBoard = (place) => {
  const shown = [...involved.numbers.values()];
  if (!shown.length) return;
  const regions = involved.words.get("region").values;
  const state = { number: shown.find((column) => column.name === "infection_percent")?.name || shown[0].name, region: regions[0] };
  const panel = make("div", { class: "panel" });
  const render = () => {
    const groups = new Map();
    for (const row of involved.rows((one) => involved.word("region", one) === state.region)) {
      const group = involved.word("group", row);
      if (!groups.has(group)) groups.set(group, { category: group || "all cases", series: state.region, rows: [] });
      groups.get(group).rows.push(row);
    }
    const sorted = [...groups.values()].sort((a, b) => a.category.localeCompare(b.category));
    sorted.forEach((group, number) => { group.color = `var(--c${number % COLORS})`; });
    const column = involved.numbers.get(state.number);
    spreads(panel, involved, column, sorted, `${column.title} (${state.region})`);
  };
  place.append(make("div", { class: "controls" },
    choice("Number", shown.map((column) => [column.name, column.title]), state.number, (value) => { state.number = value; render(); }),
    choice("Region", regions.map((name) => [name, name]), state.region, (value) => { state.region = value; render(); })), panel);
  redraw.push(render);
  render();
};

// ---- Bland and Altman
const agreement = (place) => {
  const state = { segment: data.main };
  const panels = make("div", { class: "panels" });
  const render = () => {
    const shown = data.agreement.filter((one) => one.segment === state.segment);
    const range = [Infinity, -Infinity];
    const sets = shown.map((one) => {
      const rows = cases.rows((row) => cases.word("method", row) === one.method && cases.word("segment", row) === one.segment);
      const points = rows.map((row) => {
        const [mine, reference] = [cases.number("volume_ml", row), cases.number("reference_ml", row)];
        return { name: cases.word("case", row), mean: (mine + reference) / 2, value: mine - reference };
      }).filter((point) => Number.isFinite(point.value));
      for (const value of [...points.map((point) => point.value), ...one.bias.map(read), ...one.lower.map(read), ...one.upper.map(read)]) {
        if (Number.isFinite(value)) [range[0], range[1]] = [Math.min(range[0], value), Math.max(range[1], value)];
      }
      return points;
    });
    const places = shown.map(() => make("div", { class: "panel" }));
    panels.replaceChildren(...places);
    shown.forEach((one, number) => bland(places[number], one, sets[number], range));
  };
  if (data.segments.length > 1) {
    place.append(make("div", { class: "controls" },
      choice("Segment", data.segments.map((name) => [name, name]), state.segment, (value) => { state.segment = value; render(); })));
  }
  place.append(panels);
  redraw.push(render);
  render();
};
const bland = (panel, one, points, range) => {
  if (!points.length) return;
  const [left, top, width, height] = [58, 42, Math.max(panel.clientWidth || 420, 260), 316];
  const bottom = height - 40;
  const svg = draw(panel, "svg", { width, height, role: "img", "aria-label": `Bland and Altman's plot, ${one.method}` });
  const [low, high] = frameOf(range[0], range[1], false);
  const means = points.map((point) => point.mean);
  const [start, end] = frameOf(means.reduce((a, b) => Math.min(a, b)), means.reduce((a, b) => Math.max(a, b)), false);
  const x = (value) => left + ((value - start) / (end - start)) * (width - left - 8);
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
  draw(svg, "text", { x: 0, y: 12, "font-weight": 600 }, shorten(one.method, width / 7.5));
  draw(svg, "text", { x: 0, y: 28, class: "quiet" }, "method − reference, ml");
  for (const [value, text] of ticks(low, high)) {
    draw(svg, "line", { class: "grid", x1: left, x2: width, y1: y(value), y2: y(value) });
    draw(svg, "text", { x: left - 7, y: y(value) + 4, "text-anchor": "end", class: "quiet" }, text);
  }
  for (const [value, text] of ticks(start, end)) draw(svg, "text", { x: x(value), y: bottom + 16, "text-anchor": "middle", class: "quiet" }, text);
  draw(svg, "text", { x: (left + width) / 2, y: height - 6, "text-anchor": "middle" }, "mean of both, ml");
  for (const point of points) [point.x, point.y] = [x(point.mean), y(point.value)];
  for (const name of ["bias", "lower", "upper"]) {
    const [middle, from, to] = one[name].map(read);
    if (Number.isNaN(middle)) continue;
    if (!Number.isNaN(from)) draw(svg, "rect", { class: "band", x: left, width: width - left, y: y(to), height: Math.max(y(from) - y(to), 0) });
    draw(svg, "line", { class: name === "bias" ? "limit" : "limit dashed", x1: left, x2: width, y1: y(middle), y2: y(middle) });
    const word = { bias: "bias", lower: "−1.96 SD", upper: "+1.96 SD" }[name];
    const side = name === "bias" ? { x: left + 4, "text-anchor": "start" } : { x: width - 4, "text-anchor": "end" };
    draw(svg, "text", { ...side, y: y(middle) + (name === "lower" ? 14 : -4), "font-size": 11 }, `${word} ${write(middle, 1)}`);
  }
  const path = points.map((point) => `M${point.x.toFixed(1)} ${point.y.toFixed(1)}h0`).join("");
  draw(svg, "path", { d: path, class: "points", "stroke-width": points.length > 250 ? 3.6 : 5.5, style: `stroke:${color(one.method)}` });
  listen(svg, points, (point) => `${point.name}: ${write(point.value, 1)} ml`);
};
