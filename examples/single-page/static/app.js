// Signs in by /api/v1/flows. It knows no step by name but the last two: what a step asks, it says in its prompts.

const main = document.getElementById("main");

/** Makes an element: its attributes, then what is in it. */
function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...content.filter((part) => part !== null));
  return element;
}

/** Calls the interface. Cookies and the Origin header come by themselves. */
async function call(method, path, body) {
  const headers = body ? { "Content-Type": "application/json" } : {};
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  return { status: answer.status, json: await answer.json() };
}

async function begin() {
  const { json } = await call("POST", "/api/v1/flows", { return_to: "/" });
  show(json);
}

async function send(flow, form, action) {
  const named = flow.actions.find((known) => known.name === action);
  const wanted = named ? named.prompts : flow.prompts.map((prompt) => prompt.name);
  const answers = {};
  for (const name of wanted) {
    const value = new FormData(form).get(name);
    if (value !== null) answers[name] = value;
  }
  const body = action ? { action, answers } : { answers };
  const { status, json } = await call("POST", `/api/v1/flows/${flow.id}`, body);
  if (status === 200 || status === 422) show(json);
  // The flow is over or unknown: begin anew. Anything else is told as it is.
  else if (status === 404) begin();
  else draw(json.title, make("p", {}, `${json.detail} (${json.reference})`), startAgain());
}

function show(flow) {
  if (flow.recovery_codes.length > 0) return keep(flow);
  if (flow.step === "finished") return welcome(flow.return_to);
  if (flow.step === "help") return draw(flow.title, ...notes(flow), ...onward(flow));
  const form = make("form", {
    novalidate: true,
    submit: (event) => {
      event.preventDefault();
      send(flow, form, event.submitter?.value || null);
    },
  });
  form.append(
    ...flow.prompts.map((prompt) => field(prompt, flow.messages)),
    make("button", {}, "Continue"),
    ...flow.actions.map((action) => make("button", { name: "action", value: action.name }, action.label)),
  );
  draw(flow.title, flow.text && make("p", {}, flow.text), ...notes(flow), ...setup(flow.setup), form);
  const wrong = main.querySelector("input[aria-invalid=true], [aria-invalid=true] input");
  if (wrong) wrong.focus();
}

/** Recovery codes are in one answer alone: they are shown first, and the flow goes on once the person has kept them. */
function keep(flow) {
  const text = `Recovery codes of ${location.host}\r\n\r\n${flow.recovery_codes.join("\r\n")}\r\n`;
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  draw(
    "Keep these codes",
    make("p", {}, "If you lose your telephone, one of these codes lets you in. Each works once. They are shown only now."),
    make("ul", { id: "recovery-codes" }, ...flow.recovery_codes.map((code) => make("li", {}, make("code", {}, code)))),
    make("p", {}, make("a", { href: file, download: "recovery-codes.txt" }, "Save as a text file")),
    make("button", { click: () => show({ ...flow, recovery_codes: [] }) }, "I have kept them"),
  );
}

/** What is said of the whole step. */
function notes(flow) {
  const whole = flow.messages.filter((message) => message.prompt === null);
  return whole.map((message) => make("p", { role: "status" }, message.text));
}

function onward(flow) {
  const { path, label } = flow.way_on;
  return [make("p", {}, make("a", { href: path }, label)), startAgain()];
}

function startAgain() {
  return make("button", { click: begin }, "Start again");
}

function field(prompt, messages) {
  const { name } = prompt;
  const errors = messages.filter((message) => message.prompt === name);
  const said = errors.map((error) => make("p", { class: "error", id: `${name}-error` }, error.text));
  const hint = prompt.hint && make("p", { class: "hint", id: `${name}-hint` }, prompt.hint);
  const described = [hint && `${name}-hint`, said.length > 0 && `${name}-error`].filter(Boolean).join(" ");
  const state = { "aria-describedby": described || null, "aria-invalid": said.length > 0 ? "true" : null };
  if (prompt.kind === "choice") {
    const choices = prompt.options.map((option) => make("div", {},
      make("input", {
        type: "radio", name, id: `${name}-${option.value}`, value: option.value,
        checked: option.value === prompt.value,
      }),
      " ", make("label", { for: `${name}-${option.value}` }, option.label),
      option.hint && make("p", { class: "hint" }, option.hint)));
    return make("fieldset", { role: "radiogroup", ...state }, make("legend", {}, prompt.label), hint, ...said, ...choices);
  }
  const types = { password: "password", email: "email", tel: "tel" };
  const input = make("input", {
    id: name, name, type: types[prompt.kind] || "text", autocomplete: prompt.autocomplete || null,
    inputmode: prompt.autocomplete === "one-time-code" ? "numeric" : null,
    autocapitalize: "none", spellcheck: "false", value: prompt.value, ...state,
  });
  return make("div", {}, make("label", { for: name }, prompt.label), hint, ...said, input);
}

/** What an authenticator app has to be told. */
function setup(app) {
  if (!app) return [];
  const source = `data:image/svg+xml,${encodeURIComponent(app.image)}`;
  return [
    make("img", { src: source, alt: "QR code with the key; the key follows as text" }),
    make("p", {}, "Key: ", make("code", { id: "key" }, app.key)),
    make("p", {}, make("a", { href: app.uri }, "Set up an app on this device")),
  ];
}

async function welcome(to) {
  // Somebody who came from elsewhere goes on there; here, the page is this one.
  if (to !== "/") return location.assign(to);
  const { status, json } = await call("GET", "/api/v1/me");
  if (status !== 200) return begin();
  draw(
    `Welcome, ${json.user.given_name}`,
    make("p", {}, `You are signed in as ${json.user.email}, with ${json.session.methods.join(" and ")}.`),
    make("p", {}, make("a", { href: "/account" }, "Your account"), " ", make("a", { href: "/logout" }, "Sign out")),
  );
}

/** Shows a step, and tells screen readers by moving the focus to its heading. */
function draw(title, ...content) {
  const heading = make("h1", { tabindex: "-1" }, title);
  document.title = title;
  main.replaceChildren(heading, ...content.filter(Boolean));
  heading.focus();
}

begin();
