// Areas drawn by pointer on a picture, kept as percent in the form's field; the grid is for those without this script.
const box = document.querySelector(".redact");
const field = document.querySelector("[name=areas]");
const list = document.getElementById("areas");
if (box && field && list) {
  const areas = JSON.parse(field.value || "[]");
  const layer = document.createElement("div");
  layer.className = "areas";
  box.querySelector(".cells").replaceWith(layer);
  for (const each of document.querySelectorAll("[data-grid]")) each.hidden = true;
  for (const each of document.querySelectorAll("[data-drawn]")) each.hidden = false;
  const place = (node, area) => ["left", "top", "width", "height"].forEach((name, at) => { node.style[name] = `${area[at]}%`; });
  const show = () => {
    layer.replaceChildren(...areas.map((area) => { const node = document.createElement("div"); place(node, area); return node; }));
    list.replaceChildren(...areas.map((area, at) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button quiet small";
      button.textContent = `${list.dataset.word} ${at + 1}`;
      button.addEventListener("click", () => { areas.splice(at, 1); show(); });
      row.append(button);
      return row;
    }));
    field.value = JSON.stringify(areas);
  };
  const spot = (event) => {
    const frame = layer.getBoundingClientRect();
    const within = (part, whole) => Math.min(100, Math.max(0, (100 * part) / whole));
    return [within(event.clientX - frame.left, frame.width), within(event.clientY - frame.top, frame.height)];
  };
  let from = null;
  const shape = (event) => {
    const to = spot(event);
    const size = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
    return [Math.min(to[0], from[0]), Math.min(to[1], from[1]), ...size].map((number) => Math.round(number * 100) / 100);
  };
  const draft = document.createElement("div");
  layer.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    from = spot(event);
    layer.setPointerCapture(event.pointerId);
    place(draft, [...from, 0, 0]);
    layer.append(draft);
  });
  layer.addEventListener("pointermove", (event) => from && place(draft, shape(event)));
  layer.addEventListener("pointerup", (event) => {
    if (!from) return;
    const area = shape(event);
    from = null;
    if (area[2] > 0.5 && area[3] > 0.5) areas.push(area);
    show();
  });
  layer.addEventListener("pointercancel", () => { from = null; show(); });
  show();
}
