"use strict";

(() => {
  const COPIED_FOR = 2500;

  function focusSearch(event) {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const search = document.querySelector("#q");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !search) return;
    if (!search.offsetParent) return; // hidden on a narrow screen
    event.preventDefault();
    search.focus();
    search.select();
  }

  function closeMenus(event) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (event.key === "Escape" || (event.type === "click" && !menu.contains(event.target))) menu.open = false;
    }
  }

  async function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    const status = document.getElementById(`${button.dataset.copy}-copied`);
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      status.textContent = "Copied";
    } catch {
      // The clipboard needs https or localhost: leave the text selected instead.
      if (source.select) source.select();
      else getSelection().selectAllChildren(source);
      status.textContent = "Selected: copy it with your keyboard";
    }
    setTimeout(() => { status.textContent = ""; }, COPIED_FOR);
  }

  function revealCopyButtons(root) {
    for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
  }

  document.addEventListener("keydown", (event) => { focusSearch(event); closeMenus(event); });
  document.addEventListener("click", (event) => {
    closeMenus(event);
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
  document.addEventListener("DOMContentLoaded", () => revealCopyButtons(document));
  document.addEventListener("htmx:load", (event) => revealCopyButtons(event.target));
})();
