// Choosing a line to comment on: a click on its number (or on "Answer" below it) puts it into the form.

const line = document.getElementById("comment-line");
const body = document.getElementById("comment-body");

function speakAbout(number) {
  line.value = number;
  body.focus();
}

if (line) {
  for (const link of document.querySelectorAll("[data-comment-line]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      speakAbout(link.dataset.commentLine);
    });
  }
  for (const link of document.querySelectorAll("table.code:not(.diff) th a")) {
    link.addEventListener("click", () => (line.value = link.textContent));
  }
  const chosen = /^#L(\d+)$/.exec(location.hash); // before this script was there
  if (chosen && !line.value) line.value = chosen[1];
}
