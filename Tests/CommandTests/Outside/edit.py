"""Changes the file `changed` as a word says; `flip FILE N` turns a bit of another."""
import base64
import json
import sys


def flip(file, place):
    with open(file, "r+b") as data:
        data.seek(place)
        byte = data.read(1)[0]
        data.seek(place)
        data.write(bytes([byte ^ 1]))


def edit_receipt(how, lines):
    if how == "extra":
        entry = base64.b64decode(lines[1][6:]).replace(b'"v":1', b'"v":2')
        lines[1] = "extra " + base64.b64encode(entry).decode()
    else:
        place = lines.index("") + 2
        lines[place] = str(int(lines[place]) + 1)


def edit_document(how, value):
    streams, certificate = value.get("streams"), value.get("certificate")
    own = {stream["name"]: stream for stream in streams or []}
    if how == "drop":
        del own[value["subject"]]["entries"][5]
    elif how == "last":
        own[value["subject"]]["entries"].pop()
    elif how == "trust":
        own["trust"]["entries"].pop()
    elif how == "stream":
        streams.pop()
    elif how == "disclosure":
        value["disclosures"].append(base64.urlsafe_b64encode(b'["AAAAAAAAAAAAAAAAAAAAAA","name","x"]').decode())
    elif how == "subject":
        value["subject"] = value["subject"].replace("c-0002", "c-0001")
    elif how == "signer":
        certificate["signatures"].pop()
    elif how == "twice":
        certificate["signatures"][1] = certificate["signatures"][0]
    else:
        said = json.loads(base64.b64decode(certificate["payload"]))
        said["withheld"] = ["c-0001"]
        certificate["payload"] = base64.b64encode(json.dumps(said, separators=(",", ":")).encode()).decode()


if sys.argv[1] == "flip":
    flip(sys.argv[2], int(sys.argv[3]))
    sys.exit()
with open("changed", encoding="utf-8") as file:
    text = file.read()
if sys.argv[1] in ("extra", "size"):
    lines = text.split("\n")
    edit_receipt(sys.argv[1], lines)
    text = "\n".join(lines)
else:
    value = json.loads(text)
    edit_document(sys.argv[1], value)
    text = json.dumps(value)
with open("changed", "w", encoding="utf-8") as file:
    file.write(text)
