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
const shorten = (text, letters) => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);
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
