// SAML service providers made with node-saml and samlify, each with the settings that it has by itself.
//
// Reads one JSON object from standard input and writes one to standard output:
//   {"do": "metadata", ...}  -> {"metadata": XML}
//   {"do": "request", ...}   -> {"url": redirect to the identity provider}
//   {"do": "response", ...}  -> {"name_id": ..., "format": ..., "attributes": {...}} or {"refused": why}
// with "library", "entity_id", "acs", "idp_metadata" (XML; not for "metadata"), "key" and "cert" (PEM), "encrypted" (whether
// assertions are encrypted for it; node-saml), and for "response" also "saml_response", as posted.

import { readFileSync } from "node:fs";
import { SAML } from "@node-saml/node-saml";
import * as samlify from "samlify";

// It refuses to work without one; its own needs a Java or C library.
samlify.setSchemaValidator({ validate: async () => "not validated" });

const task = JSON.parse(readFileSync(0, "utf8"));
const certificate = () => task.idp_metadata.match(/<ds:X509Certificate>([^<]+)</)[1];
const sso = () => task.idp_metadata.match(/<md:SingleSignOnService [^>]*Location="([^"]+)"/)[1];

function nodeSaml() {
  const known = task.idp_metadata
    ? { entryPoint: sso(), idpCert: certificate() }
    : { entryPoint: "http://nobody.localhost/", idpCert: "none" };
  const decryption = task.encrypted ? { decryptionPvk: task.key } : {};
  const saml = new SAML({ callbackUrl: task.acs, issuer: task.entity_id, ...known, ...decryption });
  return {
    metadata: () => saml.generateServiceProviderMetadata(task.encrypted ? task.cert : null, null),
    request: () => saml.getAuthorizeUrlAsync("state-1", undefined, {}),
    response: async () => {
      const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: task.saml_response });
      return { name_id: profile.nameID, format: profile.nameIDFormat, attributes: profile.attributes };
    },
  };
}

function samlifyProvider() {
  const Binding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
  // Our metadata wants requests signed, and samlify keeps to that.
  const signing = { authnRequestsSigned: true, privateKey: task.key, signingCert: task.cert };
  const sp = samlify.ServiceProvider({
    entityID: task.entity_id,
    assertionConsumerService: [{ Binding, Location: task.acs }],
    ...signing,
  });
  const idp = () => samlify.IdentityProvider({ metadata: task.idp_metadata });
  return {
    metadata: () => sp.getMetadata(),
    request: () => sp.createLoginRequest(idp(), "redirect").context,
    response: async () => {
      const { extract } = await sp.parseLoginResponse(idp(), "post", { body: { SAMLResponse: task.saml_response } });
      return { name_id: extract.nameID, format: "", attributes: extract.attributes };
    },
  };
}

const provider = { "node-saml": nodeSaml, samlify: samlifyProvider }[task.library]();
const answers = {
  metadata: async () => ({ metadata: await provider.metadata() }),
  request: async () => ({ url: await provider.request() }),
  response: () => provider.response().catch((error) => ({ refused: String(error?.message ?? error) })),
};
process.stdout.write(JSON.stringify(await answers[task.do]()));
