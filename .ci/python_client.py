"""Google's own library, signed in by client credentials (RFC 6749, 4.4): python_client.py URL STORE ISSUER PREFIX.

Exports a store, waits, and reads the policy: whatever it asks for, a token goes with it that it fetched itself.
"""

import datetime
import json
import sys
import time
import urllib.parse
import urllib.request

from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build

URL, STORE, ISSUER, PREFIX = sys.argv[1:]
CLIENT = "owner"


def sign_in(_request, scopes):
    form = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": f"{CLIENT}-secret"}
    with urllib.request.urlopen(
            f"{ISSUER}/protocol/openid-connect/token", urllib.parse.urlencode(form).encode(), timeout=30) as answer:
        token = json.load(answer)
    return token["access_token"], datetime.datetime.utcnow() + datetime.timedelta(seconds=token["expires_in"])


google = build("healthcare", "v1", credentials=Credentials(None, refresh_handler=sign_in), static_discovery=True,
               client_options={"api_endpoint": URL}, cache_discovery=False)
datasets = google.projects().locations().datasets()
operation = datasets.dicomStores().export(name=STORE, body={"gcsDestination": {"uriPrefix": PREFIX}}).execute()["name"]
deadline = time.monotonic() + 60
while not (state := datasets.operations().get(name=operation).execute()).get("done"):
    if time.monotonic() > deadline:
        sys.exit(f"{operation} takes more than a minute")
    time.sleep(0.2)
if "error" in state:
    sys.exit(f"{operation} ended with {state['error']}")
if not datasets.dicomStores().getIamPolicy(resource=STORE).execute().get("etag"):
    sys.exit("the policy has no etag")
asked = ["healthcare.dicomStores.export", "healthcare.dicomStores.get"]
if datasets.dicomStores().testIamPermissions(resource=STORE, body={"permissions": asked}).execute() != {"permissions": asked}:
    sys.exit("an owner lacks a permission")
print("Google's Python client signed in, exported and waited")
