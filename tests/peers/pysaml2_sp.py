#!/usr/bin/python3
"""A SAML 2.0 service provider made with pysaml2.

Reads one JSON object from standard input and writes one to standard output:
  {"do": "metadata", ...}   -> {"metadata": XML}
  {"do": "request",  ...}   -> {"id": request id, "url": redirect to the identity provider}
  {"do": "response", ...}   -> {"accepted": true, "name_id": ..., "attributes": ...} or {"accepted": false, "why": ...}
with "entity_id", "acs", "key" and "cert" (files), "idp_metadata" (file; not for "metadata"), "relay_state", and for
"response" also "saml_response" (as posted) and "requests", the ids of the requests that wait for an answer.
"""

import json
import sys

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_PERSISTENT
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256


def config(task):
    settings = {
        "entityid": task["entity_id"],
        "xmlsec_binary": "/usr/bin/xmlsec1",
        "key_file": task["key"],
        "cert_file": task["cert"],
        "encryption_keypairs": [{"key_file": task["key"], "cert_file": task["cert"]}],
        "allow_unknown_attributes": True,
        "signing_algorithm": SIG_RSA_SHA256,
        "digest_algorithm": DIGEST_SHA256,
        "service": {
            "sp": {
                "endpoints": {"assertion_consumer_service": [(task["acs"], BINDING_HTTP_POST)]},
                "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                "authn_requests_signed": True,
                "want_assertions_signed": True,
                "want_response_signed": False,
                "allow_unsolicited": False,
            }
        },
    }
    if "idp_metadata" in task:
        settings["metadata"] = {"local": [task["idp_metadata"]]}
    return SPConfig().load(settings)


def metadata(task):
    return {"metadata": str(entity_descriptor(config(task)))}


def request(task):
    client = Saml2Client(config(task))
    # pysaml2 7.0 takes its default algorithms from code, not from the settings.
    request_id, info = client.prepare_for_authenticate(
        relay_state=task.get("relay_state", ""),
        binding=BINDING_HTTP_REDIRECT,
        sign=True,
        sigalg=SIG_RSA_SHA256,
        digest_alg=DIGEST_SHA256,
    )
    return {"id": request_id, "url": dict(info["headers"])["Location"]}


def response(task):
    client = Saml2Client(config(task))
    waiting = {request_id: "/" for request_id in task["requests"]}
    try:
        answer = client.parse_authn_request_response(task["saml_response"], BINDING_HTTP_POST, outstanding=waiting)
    except Exception as error:  # Whatever the reason, the service provider refuses, and says what it was.
        return {"accepted": False, "why": f"{type(error).__name__}: {error}"}
    if answer is None:
        return {"accepted": False, "why": "no usable response"}
    return {
        "accepted": True,
        "name_id": str(answer.name_id.text),
        "name_id_format": answer.name_id.format,
        "issuer": answer.issuer(),
        "attributes": answer.ava,
        "authn_context": [item[0] for item in answer.authn_info()],
    }


if __name__ == "__main__":
    task = json.load(sys.stdin)
    json.dump({"metadata": metadata, "request": request, "response": response}[task["do"]](task), sys.stdout)
