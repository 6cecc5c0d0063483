// Buttons that copy the code beside them, or what an address answers. Hidden until a script is there to do it.

export function offerCopies(root = document) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

async function textOf(place) {
  if (!place.dataset.address) return place.querySelector("code").textContent;
  const answer = await fetch(place.dataset.address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
}

async function copy(button) {
  const place = button.closest(".copyable");
  try {
    await navigator.clipboard.writeText(await textOf(place));
    button.querySelector("span").textContent = button.dataset.copied;
    const status = document.getElementById("announce");
    if (status) status.textContent = button.dataset.copied;
  } catch {
    // No clipboard without https: the text is chosen and Ctrl-C is one key away, or its own page opens.
    if (place.dataset.address) location.assign(place.dataset.address);
    else getSelection().selectAllChildren(place.querySelector("code"));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".copyable [data-copy]");
  if (button) copy(button);
});

offerCopies();
