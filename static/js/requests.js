"use strict";

// What htmx leaves to the page: errors get a place to be read, addresses stay short, the keyboard keeps its place.
(() => {
  const alerts = () => document.getElementById("alerts");

  // Only text is taken from an answer that went wrong.
  function alertText(html) {
    const fragment = new DOMParser().parseFromString(html, "text/html");
    return fragment.querySelector("[data-error]")?.textContent.trim().replace(/\s+/g, " ");
  }

  function show(text) {
    const message = document.createElement("div");
    message.className = "message message--problem";
    const words = document.createElement("p");
    words.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button button--small";
    close.textContent = "Close";
    close.addEventListener("click", () => message.remove());
    message.append(words, close);
    alerts().replaceChildren(message);
  }

  document.addEventListener("htmx:responseError", ({ detail }) => {
    show(alertText(detail.xhr.responseText) ?? `The server answered ${detail.xhr.status}. Try again in a moment.`);
  });
  document.addEventListener("htmx:sendError", () => show("The server can't be reached. Check the connection and try again."));
  document.addEventListener("htmx:beforeSwap", ({ detail }) => { if (!detail.isError) alerts().replaceChildren(); });

  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb !== "get") return;
    for (const [name, value] of [...detail.formData.entries()]) {
      if (value === "") detail.formData.delete(name);
    }
  });

  // "Show more" replaces itself: the first of the new cards takes its focus.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target.id !== "more" || detail.isError) return;
    const last = detail.target.previousElementSibling;
    const focusNext = () => last.nextElementSibling?.querySelector("a")?.focus({ preventScroll: true });
    document.addEventListener("htmx:afterSettle", focusNext, { once: true });
  });

  // The status panel replaces itself every second; its words are said only when they change.
  document.addEventListener("htmx:afterSettle", () => {
    const words = document.querySelector("#status[data-words]")?.dataset.words;
    const region = document.getElementById("status-words");
    if (words && region && region.textContent !== words) region.textContent = words;
  });
})();
