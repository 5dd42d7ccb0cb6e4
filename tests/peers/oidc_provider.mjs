// An OpenID Provider made with oidc-provider (npm), with the pages that it brings along.
//
//   node oidc_provider.mjs TASK    serves what the JSON file says: "issuer" (whose port is listened on), "people" by the name that
//                                  they sign in with, and one client: "client_id", "client_secret", "redirect_uri"
import { readFileSync } from "node:fs";
import { Provider } from "oidc-provider";

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { client_id, client_secret, redirect_uri } = task;

const provider = new Provider(task.issuer, {
  clients: [{ client_id, client_secret, redirect_uris: [redirect_uri], grant_types: ["authorization_code"] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["given_name", "family_name"] },
  cookies: { keys: ["a key that lasts as long as the test"] },
  findAccount: (_, name) => {
    const claims = task.people[name];
    return claims && { accountId: name, claims: () => ({ sub: name, ...claims }) };
  },
});
for (const event of ["authorization.error", "grant.error", "server_error", "userinfo.error"]) {
  provider.on(event, (_, error) => console.log(`${event}: ${error.message} ${error.error_detail ?? ""}`));
}
provider.on("grant.success", (context) => console.log(`signed in to ${context.oidc.client.clientId}`));
provider.listen(new URL(task.issuer).port, "127.0.0.1", () => console.log("oidc-provider is ready."));
