// Applications made with openid-client and oauth4webapi, and the browser of the person who signs in to them.
//
//   node openid_clients.mjs keys FOLDER    makes a key for private_key_jwt: FOLDER/private.jwk and FOLDER/jwks.json
//   node openid_clients.mjs run            signs somebody in to each application of the task on standard input, by each library
import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";

const [, , what, folder] = process.argv;

/** Every name is a name of this machine. */
const lookup = (_, options, done) =>
  options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);

/** `fetch` by that. */
function local(url, { method = "GET", headers = {}, body } = {}) {
  const plain = headers instanceof Headers ? Object.fromEntries(headers) : { ...headers };
  const text = body === undefined || body === null ? undefined : body.toString();
  if (text !== undefined) plain["content-length"] = Buffer.byteLength(text);
  if (body instanceof URLSearchParams) plain["content-type"] ??= "application/x-www-form-urlencoded;charset=UTF-8";
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers: plain, lookup }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        const shown = new Headers();
        for (let i = 0; i < answer.rawHeaders.length; i += 2) shown.append(answer.rawHeaders[i], answer.rawHeaders[i + 1]);
        const empty = [204, 304].includes(answer.statusCode);
        resolve(new Response(empty ? null : Buffer.concat(chunks), { status: answer.statusCode, headers: shown }));
      });
    });
    request.on("error", reject);
    request.end(text);
  });
}

/** A browser without scripts, of one person. */
class Browser {
  cookies = new Map();

  constructor(person) {
    this.person = person;
  }

  async send(url, form) {
    const headers = { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    const answer = await local(url, { method: form ? "POST" : "GET", headers, body: form && new URLSearchParams(form) });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      this.cookies.set(name, value);
    }
    return answer;
  }

  /** Goes where an application sends the person, and signs them in if they are asked. Gives where the answer goes. */
  async authorize(url, redirectUri) {
    for (let step = 0; step < 12; step++) {
      let answer = await this.send(url);
      let to = answer.headers.get("location") ?? /^0;url=(.*)$/.exec(answer.headers.get("refresh") ?? "")?.[1];
      if (!to) {
        const page = await answer.text();
        if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${page}`);
        const [action, fields] = signIn(page, this.person);
        answer = await this.send(new URL(action, url), fields);
        to = answer.headers.get("location");
        if (!to) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
      }
      url = new URL(to, url);
      if (url.href.startsWith(redirectUri)) return url;
    }
    throw new Error(`${url} leads nowhere`);
  }
}

/** The form of the sign-on, filled in. */
function signIn(page, [identifier, password]) {
  const form = page.split("<form").find((form) => form.includes('name="password"'));
  if (!form) throw new Error(`no form to sign in: ${page}`);
  const input = (name) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(form)?.[1] ?? "";
  const fields = { identifier, password, csrf: input("csrf") };
  for (const name of ["return_to"]) if (form.includes(`name="${name}"`)) fields[name] = input(name);
  return [/action="([^"]*)"/.exec(form)[1], fields];
}

const signingKey = (task) =>
  crypto.subtle.importKey("jwk", JSON.parse(readFileSync(task.key)), { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);

function same(one, other, what) {
  if (one !== other) throw new Error(`${what}: ${one} and not ${other}`);
}

async function byOpenidClient(task, app) {
  const proofs = {
    client_secret_basic: () => client.ClientSecretBasic(app.secret),
    client_secret_post: () => client.ClientSecretPost(app.secret),
    private_key_jwt: async () => client.PrivateKeyJwt({ key: await signingKey(task), kid: "peer" }),
    none: () => client.None(),
  };
  const metadata = { id_token_signed_response_alg: app.algorithm };
  const config = await client.discovery(new URL(task.issuer), app.id, metadata, await proofs[app.method](), {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
    [client.customFetch]: local,
  });
  const browser = new Browser(task.person);
  const verifier = client.randomPKCECodeVerifier();
  const asked = {
    redirect_uri: app.redirect_uri,
    scope: "openid profile email",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: client.randomState(),
    nonce: client.randomNonce(),
  };
  const url =
    app.method === "client_secret_post"
      ? await client.buildAuthorizationUrlWithPAR(config, asked)
      : client.buildAuthorizationUrl(config, asked);
  const dpop =
    app.method === "none" ? { DPoP: client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256")) } : undefined;
  const back = await browser.authorize(url, app.redirect_uri);
  const checks = { pkceCodeVerifier: verifier, expectedState: asked.state, expectedNonce: asked.nonce, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(config, back, checks, undefined, dpop);
  const { sub } = tokens.claims();
  const told = await client.fetchUserInfo(config, tokens.access_token, sub, dpop);
  const next = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, dpop);
  same(next.claims().sub, sub, "sub");
  if (app.method !== "none") {
    same((await client.tokenIntrospection(config, next.access_token)).active, true, "active");
  }
  await client.tokenRevocation(config, next.refresh_token);
  const ended = await client.refreshTokenGrant(config, next.refresh_token, undefined, dpop).then(() => "nothing", (error) => error.error);
  same(ended, "invalid_grant", "refused with");
  return { email: told.email, name: told.name, type: tokens.token_type };
}

async function byOauth4webapi(task, app) {
  const proofs = {
    client_secret_basic: () => oauth.ClientSecretBasic(app.secret),
    client_secret_post: () => oauth.ClientSecretPost(app.secret),
    private_key_jwt: async () => oauth.PrivateKeyJwt({ key: await signingKey(task), kid: "peer" }),
    none: () => oauth.None(),
  };
  const options = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: local };
  const issuer = new URL(task.issuer);
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  const own = { client_id: app.id, id_token_signed_response_alg: app.algorithm };
  const proof = await proofs[app.method]();
  const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()];
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: app.id,
    redirect_uri: app.redirect_uri,
    response_type: "code",
    scope: "openid profile email",
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  });
  const back = await new Browser(task.person).authorize(url, app.redirect_uri);
  const code = oauth.validateAuthResponse(server, own, back, state);
  const answer = await oauth.authorizationCodeGrantRequest(server, own, proof, code, app.redirect_uri, verifier, options);
  const tokens = await oauth.processAuthorizationCodeResponse(server, own, answer, { expectedNonce: nonce, requireIdToken: true });
  await oauth.validateApplicationLevelSignature(server, answer, options);
  const { sub } = oauth.getValidatedIdTokenClaims(tokens);
  const told = await oauth.processUserInfoResponse(
    server, own, sub, await oauth.userInfoRequest(server, own, tokens.access_token, options));
  const next = await oauth.processRefreshTokenResponse(
    server, own, await oauth.refreshTokenGrantRequest(server, own, proof, tokens.refresh_token, options));
  if (app.method !== "none") {
    const found = await oauth.introspectionRequest(server, own, proof, next.access_token, options);
    same((await oauth.processIntrospectionResponse(server, own, found)).active, true, "active");
  }
  await oauth.processRevocationResponse(await oauth.revocationRequest(server, own, proof, next.refresh_token, options));
  const after = await oauth.userInfoRequest(server, own, next.access_token, options);
  same(after.status, 401, "status");
  return { email: told.email, name: told.name, type: tokens.token_type };
}

if (what === "keys") {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const named = { kid: "peer", alg: "ES256", use: "sig" };
  writeFileSync(`${folder}/private.jwk`, JSON.stringify(privateKey.export({ format: "jwk" })));
  writeFileSync(`${folder}/jwks.json`, JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), ...named }] }));
} else {
  const task = JSON.parse(readFileSync(0, "utf8"));
  const seen = [];
  for (const app of task.applications) {
    for (const [library, signsIn] of [["openid-client", byOpenidClient], ["oauth4webapi", byOauth4webapi]]) {
      try {
        seen.push({ library, id: app.id, ...(await signsIn(task, app)) });
      } catch (error) {
        seen.push({ library, id: app.id, error: `${error.stack} ${JSON.stringify(error.cause ?? null)}` });
      }
    }
  }
  console.log(JSON.stringify(seen));
}
