"""Verifies exported envelopes with securesystemslib, under the keys that the envelopes before them enrol."""
import json
import sys

from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey

keys, count = {}, 0
for line in sys.stdin:
    envelope = Envelope.from_dict(json.loads(line))
    statement = json.loads(envelope.payload)
    data = statement["data"]
    if statement["type"] == "ledger.opened":
        keys[data["authority_key_id"]] = data["authority_public_key"]
    named = [keyid for keyid in envelope.signatures if keyid in keys]
    signers = [SSlibKey(keyid, "ed25519", "ed25519", {"public": keys[keyid]}) for keyid in named]
    try:
        envelope.verify(signers, 1)
    except (ValueError, VerificationError) as error:
        sys.exit(f"envelope {count}: {error}")
    if statement["type"] in ("staff.key.enrolled", "device.key.bound"):
        keys[data["key_id"]] = data["public_key"]
    count += 1
print(f"{count} envelopes hold")
