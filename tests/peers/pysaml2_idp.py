#!/usr/bin/python3
"""A SAML 2.0 identity provider made with pysaml2, with a page to sign in.

  pysaml2_idp.py metadata TASK    prints its metadata
  pysaml2_idp.py serve TASK       listens at "port" of 127.0.0.1 until it is ended
The JSON file TASK has "entity_id", "sso" (its address for requests), "port", "key" and "cert" (files), "people" (by user name:
"password" and "attributes"), "sign_response", "sign_assertion" and "sha1" (whether it signs as in old days), and for "serve"
"sp_metadata" (a file).
"""

import html
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT
from saml2.server import Server
from saml2.sigver import verify_redirect_signature
from saml2.xmldsig import DIGEST_SHA1, DIGEST_SHA256, SIG_RSA_SHA1, SIG_RSA_SHA256

SIGN_IN = """<!doctype html><title>City Group sign-in</title><h1>City Group sign-in</h1>
<form method="post" action="/sso"><input type="hidden" name="request" value="{request}">
<input name="username"><input type="password" name="password"><button>Log in</button></form>"""

PASS_ON = """<!doctype html><title>Signed in</title>
<form method="post" action="{action}"><input type="hidden" name="SAMLResponse" value="{response}">
<input type="hidden" name="RelayState" value="{relay_state}"><button>Continue</button></form>
<script>document.forms[0].submit()</script>"""


def config(task):
    settings = {
        "entityid": task["entity_id"],
        "xmlsec_binary": "/usr/bin/xmlsec1",
        "key_file": task["key"],
        "cert_file": task["cert"],
        "service": {
            "idp": {
                "endpoints": {"single_sign_on_service": [(task["sso"], BINDING_HTTP_REDIRECT)]},
                "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                "policy": {"default": {"lifetime": {"minutes": 5}, "name_form": NAME_FORMAT_URI}},
            }
        },
    }
    if "sp_metadata" in task:
        settings["metadata"] = {"local": [task["sp_metadata"]]}
    return IdPConfig().load(settings)


class Idp:
    def __init__(self, task):
        self.task = task
        self.server = Server(config=config(task))

    def request(self, query):
        """The request in an address, whose signature is that of the service provider that it names."""
        values = {name: given[0] for name, given in parse_qs(query).items()}
        request = self.server.parse_authn_request(values["SAMLRequest"], BINDING_HTTP_REDIRECT)
        sender = request.message.issuer.text
        certificates = self.server.metadata.certs(sender, "spsso", "signing")
        # pysaml2 has names for the two halves in later releases only.
        certificates = [found[1] if isinstance(found, tuple) else found for found in certificates]
        if not any(verify_redirect_signature(values, self.server.sec.sec_backend, each) for each in certificates):
            raise ValueError("the request is not signed by who it says")
        return request, values.get("RelayState", "")

    def response(self, query, username):
        request, relay_state = self.request(query)
        answer = self.server.response_args(request.message)
        old = self.task["sha1"]
        response = self.server.create_authn_response(
            self.task["people"][username]["attributes"],
            userid=username,
            authn={"class_ref": PASSWORDPROTECTEDTRANSPORT, "authn_auth": self.task["entity_id"]},
            sign_response=self.task["sign_response"],
            sign_assertion=self.task["sign_assertion"],
            sign_alg=SIG_RSA_SHA1 if old else SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA1 if old else DIGEST_SHA256,
            in_response_to=answer["in_response_to"],
            destination=answer["destination"],
            sp_entity_id=answer["sp_entity_id"],
            name_id_policy=answer["name_id_policy"],
        )
        form = self.server.apply_binding(BINDING_HTTP_POST, str(response), answer["destination"], relay_state, response=True)
        return answer["destination"], saml_response(form["data"]), relay_state


def saml_response(form):
    """The message in the form that pysaml2 writes."""
    return form.split('name="SAMLResponse"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def handler(idp):
    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            query = urlsplit(self.path).query
            self.answer(lambda: (idp.request(query), SIGN_IN.format(request=html.escape(query)))[1])

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = {name: values[0] for name, values in parse_qs(body).items()}
            person = idp.task["people"].get(given.get("username"))
            if person is None or person["password"] != given.get("password"):
                return self.answer(lambda: SIGN_IN.format(request=html.escape(given["request"])))
            return self.answer(lambda: self.pass_on(given))

        def pass_on(self, given):
            action, response, relay_state = idp.response(given["request"], given["username"])
            return PASS_ON.format(action=html.escape(action), response=response, relay_state=html.escape(relay_state))

        def answer(self, page):
            try:
                status, text = 200, page()
            except Exception as error:  # Whatever the reason, the page says what it was.
                status, text = 400, html.escape(f"{type(error).__name__}: {error}")
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

    return Pages


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        task = json.load(file)
    if sys.argv[1] == "metadata":
        print(entity_descriptor(config(task)))
    else:
        server = ThreadingHTTPServer(("127.0.0.1", task["port"]), handler(Idp(task)))
        print("pysaml2 is ready.", flush=True)
        server.serve_forever()
