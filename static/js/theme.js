"use strict";

// Loaded in the head without defer: a stored choice must apply before the first paint.
(() => {
  const KEY = "repocat-theme";
  const CHOICES = ["auto", "light", "dark"];
  const root = document.documentElement;

  function read() {
    try {
      return CHOICES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "auto";
    } catch {
      return "auto"; // storage may be switched off
    }
  }

  function apply(choice) {
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
  }

  function describe(button, choice) {
    button.dataset.choice = choice;
    button.querySelector("[data-theme-label]").textContent = choice;
  }

  apply(read());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    describe(button, read());
    button.hidden = false;
    button.addEventListener("click", () => {
      const choice = CHOICES[(CHOICES.indexOf(button.dataset.choice) + 1) % CHOICES.length];
      apply(choice);
      describe(button, choice);
      try {
        localStorage.setItem(KEY, choice);
      } catch {
        // The choice then holds for this page only.
      }
    });
  });
})();
