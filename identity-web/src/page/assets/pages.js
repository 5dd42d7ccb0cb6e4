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

  // Print the page.
  for (const button of document.querySelectorAll("[data-prints]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // A slash puts the cursor into the search.
  const search = document.querySelector("form[role=search] input[type=search]");
  if (search) addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
  });

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

  // What was typed outlasts a session that ended meanwhile: it is kept in this tab until the form is shown again.
  const store = (() => { try { return sessionStorage; } catch { return null; } })();
  if (store) {
    const key = (form) => "identity-form:" + form.getAttribute("action");
    const fields = (form) => [...form.elements].filter((one) => one.name && !["hidden", "password", "submit", "button"].includes(one.type) && one.autocomplete !== "one-time-code");
    const forms = [...document.querySelectorAll("form[method=post]")].filter((form) => fields(form).length);
    const kept = Object.keys(store).filter((name) => name.startsWith("identity-form:"));
    const marked = document.querySelector("[data-keep]");
    if (marked) {
      if (kept.length) store.setItem("identity-keep", "yes");
    } else if (store.getItem("identity-keep")) {
      for (const form of forms.filter((form) => store.getItem(key(form)))) {
        const values = JSON.parse(store.getItem(key(form)));
        fields(form).forEach((one, index) => {
          const value = values[index];
          if (!value || value[0] !== one.name) return;
          if (one.type === "checkbox" || one.type === "radio") one.checked = value[2]; else one.value = value[1];
          const details = one.closest("details");
          if (details) details.open = true;
        });
        store.removeItem(key(form));
        store.removeItem("identity-keep");
      }
    } else {
      kept.forEach((name) => store.removeItem(name));
    }
    for (const form of forms) {
      form.addEventListener("submit", () => {
        store.setItem(key(form), JSON.stringify(fields(form).map((one) => [one.name, one.value, one.checked === true])));
      });
    }
  }

  // Two minutes before the session ends, ask; staying in one tab counts for all.
  const warning = document.getElementById("session-warning");
  if (warning && warning.showModal) {
    const span = Number(warning.dataset.endsIn) * 1000;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      if (warning.open) warning.close();
      timer = setTimeout(() => warning.showModal(), Math.max(span - 120000, 1000));
    };
    const stay = async () => {
      try {
        const answer = await fetch(warning.dataset.stay, { method: "HEAD", redirect: "manual" });
        if (answer.ok) { localStorage.setItem("identity-seen", String(Date.now())); wait(); return; }
      } catch { /* offline: the page says it when it is used */ }
      warning.close();
    };
    warning.querySelector("[data-stays]").addEventListener("click", stay);
    warning.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
    addEventListener("storage", (event) => { if (event.key === "identity-seen") wait(); });
    try { localStorage.setItem("identity-seen", String(Date.now())); } catch { /* no storage, no other tabs */ }
    wait();
  }

  // Pages that only carry a message to another service go on by themselves.
  const onward = document.querySelector("form[data-onward]");
  if (onward) onward.requestSubmit();
})();
