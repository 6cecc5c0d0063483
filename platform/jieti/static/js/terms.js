// What a term of the glossary means, shown when it is pointed at or focused; following the link leads to the glossary.

const DELAY = 250; // milliseconds of pointing: not every passing of the mouse is a question
const bubble = document.getElementById("term-bubble");
const meanings = document.getElementById("term-meanings")?.content;
let shown = null;
let timer = 0;

function show(link) {
  const meaning = meanings.querySelector(`[data-term="${CSS.escape(link.hash.slice(1))}"]`);
  if (!meaning || shown === link) return;
  hide();
  shown = link;
  bubble.replaceChildren(meaning.cloneNode(true));
  bubble.hidden = false;
  link.setAttribute("aria-describedby", bubble.id);
  place(link);
}

function place(link) {
  const words = link.getClientRects()[0];
  const { width, height } = bubble.getBoundingClientRect();
  const left = Math.min(Math.max(8, words.left), document.documentElement.clientWidth - width - 8);
  const below = words.bottom + height + 12 < window.innerHeight;
  bubble.style.left = `${left + window.scrollX}px`;
  bubble.style.top = `${(below ? words.bottom + 6 : words.top - height - 6) + window.scrollY}px`;
}

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  bubble.hidden = true;
}

function later(act) {
  clearTimeout(timer);
  timer = setTimeout(act, DELAY);
}

if (bubble) {
  document.body.append(bubble); // placed by the page's own measures, whatever it lay in
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return; // a tap follows the link
    const link = event.target.closest("a.term");
    if (link) later(() => show(link));
    else if (event.target.closest("#term-bubble")) clearTimeout(timer);
    else if (shown) later(hide);
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest("a.term");
    if (link?.matches(":focus-visible")) show(link);
    else hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}
