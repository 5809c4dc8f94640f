"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const GOLDEN = 0.6180339887498949;
  const ROW = 30;
  const SPARE = 8;
  const COLORS = 7;

  // ---- numbers and words
  const read = (value) => (value === null ? NaN : value === "inf" ? Infinity : value === "-inf" ? -Infinity : value);
  const write = (value, digits) =>
    Number.isNaN(value) ? "–" : value === Infinity ? "∞" : value === -Infinity ? "−∞" : value.toFixed(digits).replace(/^-(?=0\.?0*$)/, "").replace("-", "−");

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
  const draw = (parent, name, attributes, text) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  };
  const choice = (label, options, chosen, act) => {
    const select = make("select", { onchange: () => act(select.value) });
    for (const [value, text] of options) {
      const option = make("option", { value }, text);
      option.selected = value === chosen;
      select.append(option);
    }
    return make("label", {}, label, select);
  };

  // ---- a table's columns: words once with their places, numbers as they are
  class Frame {
    constructor(given) {
      this.words = new Map(given.words.map((column) => [column.name, column]));
      this.numbers = new Map(given.numbers.map((column) => [column.name, { ...column, values: Float64Array.from(column.values, read) }]));
      this.reasons = given.reasons;
      this.length = given.words[0].codes.length;
    }
    word(name, row) {
      const column = this.words.get(name);
      return column ? column.values[column.codes[row]] : "";
    }
    number(name, row) {
      const column = this.numbers.get(name);
      return column ? column.values[row] : NaN;
    }
    rows(where) {
      const found = [];
      for (let row = 0; row < this.length; row++) if (where(row)) found.push(row);
      return found;
    }
  }
  const cases = data.methods.length ? new Frame(data.cases) : null;
  const involved = data.involvement ? new Frame(data.involvement) : null;
  const names = cases ? cases.words.get("case").values : [];
  const all = names.concat(involved ? involved.words.get("case").values.filter((name) => !names.includes(name)) : []);
  const places = new Map(all.map((name, place) => [name, place]));
  const color = (method) => `var(--c${Math.max(data.methods.indexOf(method), 0) % COLORS})`;

  // ---- what is under the pointer
  const tip = make("div", { id: "tip", hidden: "" });
  document.body.append(tip);
  const showTip = (event, text) => {
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    tip.style.left = `${Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.max(event.clientY - tip.offsetHeight - 10, 4)}px`;
  };

  // ---- quartiles as NumPy's: linear between order statistics
  const quantile = (sorted, share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  };
  const ticks = (low, high) => {
    const rough = (high - low) / 5 || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].find((one) => one * power >= rough) * power;
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const found = [];
    for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-6; value += step) found.push([value, write(value, digits)]);
    return found;
  };
  const frameOf = (low, high, isShare) => {
    const margin = (high - low || Math.abs(high) || 1) * 0.05;
    return [low - margin, isShare ? Math.max(Math.min(high + margin, 1.02), high) : high + margin];
  };
  const wrap = (text, letters) => {
    const lines = [""];
    for (const word of text.split(" ")) {
      if (lines.at(-1) && (lines.at(-1) + word).length > letters) lines.push("");
      lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
    }
    return lines.slice(0, 3);
  };

  // ---- points that tell what they are
  const listen = (svg, points, words) => {
    const ring = draw(svg, "circle", { r: 5, class: "hit", visibility: "hidden" });
    const nearest = (event) => {
      const box = svg.getBoundingClientRect();
      const x = event.clientX - box.left;
      const y = event.clientY - box.top;
      let best = null;
      let least = 100;
      for (const point of points) {
        const far = (point.x - x) ** 2 + (point.y - y) ** 2;
        if (far < least) [best, least] = [point, far];
      }
      return best;
    };
    svg.addEventListener("pointermove", (event) => {
      const point = nearest(event);
      ring.setAttribute("visibility", point ? "visible" : "hidden");
      svg.style.cursor = point ? "pointer" : "";
      if (point) {
        ring.setAttribute("cx", point.x);
        ring.setAttribute("cy", point.y);
      }
      showTip(event, point && words(point));
    });
    svg.addEventListener("pointerleave", () => {
      ring.setAttribute("visibility", "hidden");
      showTip(null, null);
    });
    svg.addEventListener("click", (event) => {
      const point = nearest(event);
      if (point) openCase(point.name);
    });
  };

  // ---- boxes with all points; a group is {category, series, color, rows}
  const spreads = (panel, frame, column, groups, title) => {
    panel.replaceChildren();
    const categories = [...new Set(groups.map((group) => group.category))];
    const series = [...new Set(groups.map((group) => group.series))];
    const isDodged = groups.length > categories.length;
    const finite = groups.flatMap((group) => group.rows.map((row) => column.values[row])).filter(Number.isFinite);
    if (!finite.length) return;
    const [low, high] = frameOf(finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b)), column.share);
    const left = 58;
    const top = 26;
    const room = Math.min(Math.max(panel.clientWidth || 420, 260), Math.max(left + groups.length * 150, 360));
    const width = Math.max(room, left + 10 + groups.length * 34);
    const height = 320;
    const bottom = height - 56;
    const svg = draw(panel, "svg", { width, height, role: "img", "aria-label": title });
    const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
    for (const [value, text] of ticks(low, high)) {
      draw(svg, "line", { class: "grid", x1: left, x2: width, y1: y(value), y2: y(value) });
      draw(svg, "text", { x: left - 7, y: y(value) + 4, "text-anchor": "end", class: "quiet" }, text);
    }
    draw(svg, "text", { x: 0, y: 12, "font-weight": 600 }, title);
    const step = (width - left) / categories.length;
    const each = isDodged ? (0.86 * step) / series.length : 0.72 * step;
    categories.forEach((category, place) => {
      wrap(category || "(none)", Math.max(Math.floor(step / 7), 6)).forEach((line, number) =>
        draw(svg, "text", { x: left + (place + 0.5) * step, y: bottom + 18 + 14 * number, "text-anchor": "middle" }, line));
    });
    const points = [];
    for (const group of groups) {
      const aside = isDodged ? (series.indexOf(group.series) - (series.length - 1) / 2) * each : 0;
      one(svg, frame, column, group, left + (categories.indexOf(group.category) + 0.5) * step + aside, Math.min(each, 110), y, bottom, points);
    }
    listen(svg, points, (point) => `${point.name}, ${point.series}: ${column.title} ${write(point.value, column.digits)}`);
  };
  const one = (svg, frame, column, group, middle, width, y, bottom, points) => {
    const rows = group.rows.filter((row) => Number.isFinite(column.values[row])).sort((a, b) => column.values[a] - column.values[b]);
    const infinite = group.rows.filter((row) => Math.abs(column.values[row]) === Infinity).length;
    if (infinite) draw(svg, "text", { x: middle, y: 24, "text-anchor": "middle", class: "quiet" }, `${infinite} ∞`);
    if (!rows.length) return;
    const values = rows.map((row) => column.values[row]);
    const bins = new Map();
    const bin = (value) => Math.round(y(value) / 9);
    for (const value of values) bins.set(bin(value), (bins.get(bin(value)) || 0) + 1);
    const most = Math.max(...bins.values());
    let path = "";
    rows.forEach((row, place) => {
      const share = Math.sqrt(bins.get(bin(values[place])) / most);
      const x = middle + ((place * GOLDEN) % 1 - 0.5) * 0.86 * width * share;
      path += `M${x.toFixed(1)} ${y(values[place]).toFixed(1)}h0`;
      points.push({ x, y: y(values[place]), name: frame.word("case", row), series: group.series, value: values[place] });
    });
    draw(svg, "path", { d: path, class: "points", "stroke-width": rows.length > 250 ? 3.2 : 5.5, style: `stroke:${group.color}` });
    const [first, median, third] = [0.25, 0.5, 0.75].map((share) => quantile(values, share));
    const reach = 1.5 * (third - first);
    const lowest = values.find((value) => value >= first - reach);
    const highest = values.findLast((value) => value <= third + reach);
    const half = Math.min(width * 0.27, 26);
    const box = draw(svg, "g", { class: "spread", "data-category": group.category, "data-series": group.series, "data-median": median, "data-count": rows.length });
    draw(box, "rect", { class: "box", x: middle - half, width: 2 * half, y: y(third), height: Math.max(y(first) - y(third), 0.5) });
    draw(box, "path", { class: "box", d: `M${middle} ${y(third)}V${y(highest)}M${middle} ${y(first)}V${y(lowest)}` });
    draw(box, "line", { class: "middle", x1: middle - half, x2: middle + half, y1: y(median), y2: y(median) });
    draw(svg, "text", { x: middle, y: bottom + 4, "text-anchor": "middle", class: "quiet", "font-size": 9.5 }, width > 30 ? `n ${rows.length}` : "");
  };
  const key = () => {
    const box = make("div", { class: "key" });
    for (const method of data.methods) {
      const dot = make("i");
      dot.style.background = color(method);
      box.append(make("span", {}, dot, method));
    }
    return box;
  };

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
    const [left, top, width, height] = [58, 26, Math.max(panel.clientWidth || 420, 260), 300];
    const bottom = height - 40;
    const svg = draw(panel, "svg", { width, height, role: "img", "aria-label": `Bland and Altman's plot, ${one.method}` });
    const [low, high] = frameOf(range[0], range[1], false);
    const means = points.map((point) => point.mean);
    const [start, end] = frameOf(means.reduce((a, b) => Math.min(a, b)), means.reduce((a, b) => Math.max(a, b)), false);
    const x = (value) => left + ((value - start) / (end - start)) * (width - left - 8);
    const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
    draw(svg, "text", { x: 0, y: 12, "font-weight": 600 }, `${one.method}: method − reference, ml`);
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

  // ---- one case with all methods
  const dialog = make("dialog", { "aria-labelledby": "case-name" });
  document.body.append(dialog);
  const picture = (place, method) => {
    const id = `${place}-${method}`;
    return document.querySelector(`img[data-picture="${id}"]`)?.getAttribute("src") || document.getElementById(`picture-${id}`)?.textContent || null;
  };
  const openCase = (name) => {
    const place = places.get(name);
    const shots = data.methods.map((method, number) => shot(name, place, method, number)).filter(Boolean);
    const about = cases ? caseWords(cases, name) : caseWords(involved, name);
    const step = (by) => openCase(all[(place + by + all.length) % all.length]);
    dialog.onkeydown = (event) => {
      if (event.key === "ArrowLeft") step(-1);
      if (event.key === "ArrowRight") step(1);
    };
    dialog.replaceChildren(
      make("div", { class: "head" }, make("h2", { id: "case-name" }, name + about),
        make("button", { type: "button", "aria-label": "Case before", onclick: () => step(-1) }, "◀"),
        make("button", { type: "button", "aria-label": "Next case", onclick: () => step(1) }, "▶"),
        make("button", { type: "button", autofocus: "", onclick: () => dialog.close() }, "Close")),
      make("div", { class: "shots" }, ...shots), ...(involved ? [involvedTable(name)] : []));
    showTip(null, null);
    if (!dialog.open) dialog.showModal();
  };
  const caseWords = (frame, name) => {
    const row = frame.rows((one) => frame.word("case", one) === name)[0];
    if (row === undefined) return "";
    const words = ["group", "source"].map((field) => frame.word(field, row)).filter(Boolean);
    return words.length ? ` (${words.join(", ")})` : "";
  };
  const shot = (name, place, method, number) => {
    const rows = cases.rows((row) => cases.word("case", row) === name && cases.word("method", row) === method);
    if (!rows.length) return null;
    const source = picture(place, number);
    const reason = rows.map((row) => cases.reasons[row]).find(Boolean);
    const image = source ? make("img", { src: source, alt: `${method} on ${name}` }) : make("div", { class: "none" }, reason || "no picture");
    const shown = ["dice", "accuracy", "hd95_mm", "volume_ml", "reference_ml"].map((one) => cases.numbers.get(one)).filter(Boolean);
    const table = make("table", {}, make("tr", {}, make("th", {}, "segment"), ...shown.map((column) => make("th", { class: "n", title: column.meaning }, column.title))),
      ...rows.filter((row) => cases.word("segment", row)).map((row) => make("tr", {}, make("td", {}, cases.word("segment", row)),
        ...shown.map((column) => make("td", { class: "n" }, write(column.values[row], column.digits))))));
    const file = data.files[`${place}-${number}`];
    const caption = make("figcaption", {}, make("b", {}, method), ...(file ? [" ", make("a", { href: file, target: "_blank", rel: "noopener" }, "file")] : []), make("div", { class: "wide" }, table));
    return make("figure", {}, image, caption);
  };
  const involvedTable = (name) => {
    const rows = involved.rows((row) => involved.word("case", row) === name);
    const shown = [...involved.numbers.values()];
    return make("div", { class: "wide" }, make("table", {},
      make("tr", {}, make("th", {}, "region"), ...shown.map((column) => make("th", { class: "n", title: column.meaning }, column.title))),
      ...rows.map((row) => make("tr", {}, make("td", {}, involved.word("region", row)), ...shown.map((column) => make("td", { class: "n" }, write(column.values[row], column.digits)))))));
  };
  document.addEventListener("click", (event) => {
    const card = event.target.closest?.(".card[data-case]");
    if (card) openCase(all[Number(card.dataset.case)]);
    if (event.target === dialog) dialog.close();
  });

  // ---- charts are drawn when they come into view, and anew when their width changes
  const redraw = [];
  const builders = {
    distributions: (place) => board(place, ["", ...(data.segments.length > 1 ? ["segment"] : [])], "dice"),
    sources: (place) => board(place, ["source"], "dice"),
    groups: (place) => board(place, ["group"], "volume_ml"),
    agreement,
    involvement: involvedBoard,
  };
  const build = (place) => {
    if (place.dataset.built) return;
    place.dataset.built = "1";
    if (place.dataset.chart) builders[place.dataset.chart](place);
    else if (place.dataset.table === "cases") browser(place, cases, data.segments.length > 1 ? { segment: data.main } : {});
    else browser(place, involved, {});
  };
  const waiting = [...document.querySelectorAll("[data-chart], [data-table]")];
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) {
      watcher.unobserve(entry.target);
      build(entry.target);
    }
  }, { rootMargin: "600px" });
  for (const place of waiting) watcher.observe(place);
  let width = innerWidth;
  let timer = 0;
  addEventListener("resize", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (innerWidth !== width) for (const render of redraw) render();
      width = innerWidth;
    }, 120);
  });
  addEventListener("beforeprint", () => {
    for (const place of waiting) if (place.dataset.chart) build(place);
  });
})();
