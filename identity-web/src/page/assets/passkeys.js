// Passkeys. Without this file the button that asks for one stays hidden, and the other ways to sign in are there.
(() => {
  "use strict";
  const forms = [...document.querySelectorAll("form[data-passkey]")];
  if (!forms.length || !window.PublicKeyCredential || !navigator.credentials) return;

  const octets = (text) => {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (one) => one.charCodeAt(0));
  };
  const text = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };

  // The options hold octets as base64url (WebAuthn Level 3, section 5.1.8).
  const options = (form) => {
    const made = JSON.parse(form.dataset.options).publicKey;
    made.challenge = octets(made.challenge);
    if (made.user) made.user.id = octets(made.user.id);
    for (const list of [made.allowCredentials, made.excludeCredentials]) {
      for (const one of list || []) one.id = octets(one.id);
    }
    return made;
  };

  // What is sent back (section 5.1, RegistrationResponseJSON and AuthenticationResponseJSON).
  const json = (made) => {
    const { response } = made;
    const fields = { clientDataJSON: text(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) fields[name] = text(response[name]);
    }
    if (response.getTransports) fields.transports = response.getTransports();
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response: fields, clientExtensionResults: {} });
  };

  let waiting = null;
  const ask = async (form, mediation) => {
    if (waiting) waiting.abort();
    const mine = new AbortController();
    waiting = mine;
    const wanted = { publicKey: options(form), signal: mine.signal };
    if (mediation) wanted.mediation = mediation;
    try {
      const made = await (form.dataset.passkey === "create" ? navigator.credentials.create(wanted) : navigator.credentials.get(wanted));
      form.elements.passkey.value = json(made);
      form.requestSubmit();
    } catch {
      // Whoever cancels finds the page as it was, and can press the button again.
      if (waiting === mine) offer(form);
    }
  };

  // The browser offers passkeys among what it fills in.
  const offer = async (form) => {
    if (!("offered" in form.dataset) || !PublicKeyCredential.isConditionalMediationAvailable) return;
    if (form.dataset.asked || !await PublicKeyCredential.isConditionalMediationAvailable()) return;
    form.dataset.asked = "yes";
    ask(form, "conditional");
  };

  for (const form of forms) {
    const button = form.querySelector("button");
    button.hidden = false;
    for (const hint of document.querySelectorAll("[data-no-passkeys]")) hint.hidden = true;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      delete form.dataset.asked;
      ask(form);
    });
    offer(form);
  }
})();
