// Space or Enter turns the card (the summary does that itself when focused), 1 to 4 answer. Without this file the page works with Tab.

const back = document.getElementById("back");

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

if (back) {
  const summary = back.querySelector("summary");
  const buttons = [...back.querySelectorAll("button[name=rating]")];
  back.addEventListener("toggle", () => {
    if (back.open) buttons[2].focus({ preventScroll: true });
  });
  summary.focus({ preventScroll: true });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const button = buttons[["1", "2", "3", "4"].indexOf(event.key)];
    if (back.open && button) {
      event.preventDefault();
      button.click();
    } else if (event.key === " " && !back.open && !event.target.closest("a, button, summary")) {
      event.preventDefault();
      back.open = true;
    }
  });
}
