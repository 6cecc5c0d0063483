// Lines on the concept map, from each concept to what it needs; those of the concept at hand stand out.

const map = document.getElementById("concept-map");
const SVG = "http://www.w3.org/2000/svg";
const drawing = document.createElementNS(SVG, "svg");
drawing.setAttribute("aria-hidden", "true");

const concepts = new Map([...(map?.querySelectorAll(".concept") ?? [])].map((concept) => [concept.id, concept]));
const needs = (concept) => concept.dataset.needs.trim().split(" ").filter((key) => concepts.has(key));
const lines = [...concepts.values()].flatMap((concept) =>
  needs(concept).map((key) => {
    const line = document.createElementNS(SVG, "path");
    drawing.append(line);
    return { line, from: concepts.get(key), to: concept };
  }),
);

function draw() {
  const origin = map.getBoundingClientRect();
  for (const { line, from, to } of lines) {
    const low = from.getBoundingClientRect();
    const high = to.getBoundingClientRect();
    const [x1, y1] = [low.left + low.width / 2 - origin.left, low.bottom - origin.top];
    const [x2, y2] = [high.left + high.width / 2 - origin.left, high.top - origin.top];
    const bend = Math.max(12, (y2 - y1) / 2);
    line.setAttribute("d", `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`);
  }
}

function near(concept) {
  for (const other of concepts.values()) other.classList.remove("near");
  for (const { line, from, to } of lines) {
    const close = concept !== null && (from === concept || to === concept);
    line.classList.toggle("near", close);
    if (close) (from === concept ? to : from).classList.add("near");
  }
}

function openTarget() {
  const concept = concepts.get(decodeURIComponent(location.hash.slice(1)));
  if (!concept) return;
  concept.open = true;
  concept.scrollIntoView({ block: "center" });
  concept.querySelector("summary").focus({ preventScroll: true });
}

if (map) {
  map.append(drawing);
  new ResizeObserver(draw).observe(map);
  map.addEventListener("toggle", draw, true);
  map.addEventListener("pointerover", (event) => near(event.target.closest(".concept")));
  map.addEventListener("pointerleave", () => near(map.querySelector(".concept[open]")));
  map.addEventListener("focusin", (event) => near(event.target.closest(".concept")));
  window.addEventListener("hashchange", openTarget);
  openTarget();
  draw();
}
