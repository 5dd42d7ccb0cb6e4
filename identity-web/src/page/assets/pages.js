// Conveniences only: every page works without this file.
(() => {
  "use strict";
  const text = (name) => document.documentElement.dataset[name] || "";

  // A failed form: put the focus where the explanation is, in browsers that do not heed its autofocus.
  const summary = document.querySelector("[data-error-summary]");
  addEventListener("load", () => {
    if (summary && document.activeElement === document.body) summary.focus();
  });

  // Show and hide a password; it is hidden again before the form goes out.
  for (const button of document.querySelectorAll("[data-shows]")) {
    const input = document.getElementById(button.dataset.shows);
    if (!input) continue;
    const show = (visible) => {
      input.type = visible ? "text" : "password";
      button.textContent = visible ? text("hide") : text("show");
      button.setAttribute("aria-label", visible ? text("hideLabel") : text("showLabel"));
    };
    button.hidden = false;
    show(false);
    button.addEventListener("click", () => show(input.type === "password"));
    if (input.form) input.form.addEventListener("submit", () => show(false));
  }

  // Tell that caps lock is on while a password is typed.
  for (const hint of document.querySelectorAll("[data-caps-for]")) {
    const input = document.getElementById(hint.dataset.capsFor);
    if (!input) continue;
    const check = (event) => {
      const on = typeof event.getModifierState === "function" && event.getModifierState("CapsLock");
      hint.textContent = on ? text("caps") : "";
    };
    input.addEventListener("keydown", check);
    input.addEventListener("keyup", check);
    input.addEventListener("blur", () => { hint.textContent = ""; });
  }

  // Copy a text and say that it was done.
  for (const button of document.querySelectorAll("[data-copies]")) {
    const source = document.getElementById(button.dataset.copies);
    if (!source || !navigator.clipboard) continue;
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const value = "value" in source ? source.value : source.textContent.trim();
      try {
        await navigator.clipboard.writeText(value);
        button.textContent = text("copied");
      } catch {
        if (source.select) source.select();
        return;
      }
      setTimeout(() => { button.textContent = label; }, 3000);
    });
  }

  // One press, one post: a second press of the same form within a few seconds is dropped.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "yes";
      setTimeout(() => { delete form.dataset.sent; }, 5000);
    });
  }
  // A page that comes back from the browser's memory may be posted again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // Signing out: go on once every service has answered in its frame, or after a while.
  const telling = document.querySelector("[data-telling]");
  if (telling) {
    const waiting = new Set(document.querySelectorAll("iframe"));
    const many = waiting.size;
    const goOn = () => location.replace(telling.href);
    for (const frame of waiting) {
      frame.addEventListener("load", () => {
        try {
          if (frame.contentDocument.querySelector("[data-heard]")) waiting.delete(frame);
        } catch { /* still at the service */ }
        if (!waiting.size) goOn();
      });
    }
    setTimeout(goOn, many ? 4000 : 2000);
  }

  // Pages that only carry a message to another service go on by themselves.
  const onward = document.querySelector("form[data-onward]");
  if (onward) onward.requestSubmit();
})();
