"use strict";

// A question that is still being composed (拼音) is not asked: its letters are no Chinese yet.
for (const name of ["input", "keyup"]) {
  document.addEventListener(name, (event) => {
    if (event.isComposing) event.stopPropagation();
  }, true);
}
document.addEventListener("compositionend", (event) => {
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});

// The marked cell is brought into sight inside its own box; the page itself stays where it is.
function showMarked(root) {
  for (const box of root.querySelectorAll(".scroll")) {
    const cell = box.querySelector(".marked");
    if (!cell) continue;
    const inBox = cell.getBoundingClientRect();
    const around = box.getBoundingClientRect();
    box.scrollTop += inBox.top - around.top - (box.clientHeight - inBox.height) / 2;
    box.scrollLeft += inBox.left - around.left - (box.clientWidth - inBox.width) / 2;
  }
}

function tellAnswer() {
  const said = document.getElementById("said");
  const answer = document.querySelector("[data-said]");
  if (said && answer && said.textContent !== answer.dataset.said) said.textContent = answer.dataset.said;
}

document.addEventListener("DOMContentLoaded", () => showMarked(document));
document.addEventListener("htmx:afterSettle", () => { showMarked(document); tellAnswer(); });

// While a question is being kept, what is typed does not take its place; what was typed since is answered after it.
// It is told by an event of its own: "input changed" has seen that text already and would let it drop.
let asking = null;
document.addEventListener("htmx:confirm", (event) => {
  const box = document.getElementById("q");
  if (event.target.matches("form.asking[hx-post]")) asking = box.value;
  else if (event.target === box && asking !== null) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (asking === null || !event.target.matches("form.asking[hx-post]")) return;
  const box = document.getElementById("q");
  const kept = asking;
  asking = null;
  if (box.value !== kept) box.dispatchEvent(new Event("typed-meanwhile"));
});

// What the server says is wrong is shown, too.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400 && event.detail.xhr.status !== 401) event.detail.shouldSwap = true;
});

document.addEventListener("keydown", (event) => {
  const box = document.getElementById("q");
  if (!box || event.isComposing) return;
  const typing = event.target.matches("input, textarea, select");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "Escape" && event.target === box) {
    box.value = "";
  } else if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
    const option = document.querySelectorAll("button.option")[Number(event.code.slice(5)) - 1];
    if (option) { event.preventDefault(); option.click(); }
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
  }
  button.textContent = button.dataset.done;
});
