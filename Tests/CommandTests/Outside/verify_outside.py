#!/usr/bin/env python3
"""Checks what an ExamLedger hands out, from the formats alone: none of the program's own code is used.

    verify_outside.py POLICY FILE|FOLDER... [--scores FILE] [--held CHECKPOINT]

A folder is a published log (C2SP tlog-tiles); a file is a receipt (C2SP tlog-proof), a bundle (examledger-bundle/1) or
a release certificate (examledger-certificate/1). Needs Python 3.9 and `cryptography`. Ends with 1 and the reason where
something does not hold, with 2 where it was called wrongly.

Not checked here, because another reader of the same bytes would need the whole catalogue for it: that every payload has
the members of its type, that the rules of the exam were kept, that a personal value opens its commitment. Ed25519 is
accepted as OpenSSL accepts it, which for keys that were made honestly is the same as libsodium.
"""
import base64
import binascii
import hashlib
import json
import os
import re
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

EVENT = "application/vnd.examledger.event+json"
RELEASE = "application/vnd.examledger.release+json"
TRUST = {"staff.key.enrolled", "staff.key.revoked", "log.key.rotated", "ledger.clock.stepped"}
DEVICES = {"candidate", "device", "phone"}
ZERO = bytes(32)


class Refused(Exception):
    pass


def need(condition, reason):
    if not condition:
        raise Refused(reason)


# Bytes and text

def sha256(data):
    return hashlib.sha256(data).digest()


def b64(text):
    """Canonical base64 only."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise Refused(f"{text!r} is not base64")
    need(base64.b64encode(data).decode() == text, f"{text!r} is not canonical base64")
    return data


def unhex(text, width=32):
    need(isinstance(text, str) and re.fullmatch("[0-9a-f]{%d}" % (2 * width), text), f"{text!r} is not {width} bytes")
    return bytes.fromhex(text)


def number(text):
    need(re.fullmatch("0|[1-9][0-9]{0,18}", text), f"{text!r} is not a number")
    return int(text)


def strict_json(data):
    def once(pairs):
        need(len({name for name, _ in pairs}) == len(pairs), "a name stands twice in the JSON")
        return dict(pairs)

    def no_fraction(text):
        raise Refused(f"the JSON has the number {text}")

    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=once, parse_float=no_fraction,
                          parse_constant=no_fraction)
    except ValueError as error:
        raise Refused(f"it is not JSON: {error}")


def members(value, names, optional=()):
    need(isinstance(value, dict), "an object is missing")
    need(set(names) <= set(value) <= set(names) | set(optional), f"members are {sorted(value)}, not {sorted(names)}")
    return [value[name] for name in names]


# Signatures

def verified(public_key, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


def pae(kind, payload):
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(payload), payload)


class Key:
    """A verification key of a note: NAME+HASH+BASE64."""

    def __init__(self, text):
        parts = text.split("+", 2)
        need(len(parts) == 3 and parts[0], f"{text!r} is not a verification key")
        data = b64(parts[2])
        need(len(data) == 33 and data[0] in (1, 4), f"{text!r} is of a kind that is not read here")
        self.name, self.kind, self.public = parts[0], data[0], data[1:]
        self.id = sha256(self.name.encode() + b"\n" + data)[:4]
        need(self.id.hex() == parts[1], f"{text!r} has the hash of another key")

    @classmethod
    def of(cls, name, public):
        data = b"\x01" + public
        key_id = sha256(name.encode() + b"\n" + data)[:4]
        return cls(f"{name}+{key_id.hex()}+{base64.b64encode(data).decode()}")

    def signs(self, text, blob):
        if self.kind == 1:
            return len(blob) == 64 and verified(self.public, blob, text)
        stamp = struct.unpack(">Q", blob[:8])[0] if len(blob) == 72 else -1
        return stamp >= 0 and verified(self.public, blob[8:], b"cosignature/v1\ntime %d\n" % stamp + text)


class Policy:
    """C2SP tlog-policy, with the line that names the authority."""

    def __init__(self, text):
        self.logs, self.witnesses, self.authority = [], {}, None
        rules, quorum = {}, []
        for line in text.split("\n"):
            words = line.split()
            if words[:2] == ["#examledger", "authority"]:
                self.authority = unhex(words[2], 16)
            elif not words or words[0].startswith("#"):
                continue
            elif words[0] == "log":
                self.logs.append(Key(words[1]))
            elif words[0] == "witness":
                self.witnesses[words[1]] = Key(words[2])
                rules[words[1]] = lambda seen, name=words[1]: name in seen
            elif words[0] == "group":
                rest = [rules[name] for name in words[3:]]
                least = {"all": len(rest), "any": 1}.get(words[2]) or number(words[2])
                rules[words[1]] = lambda seen, rest=rest, least=least: sum(rule(seen) for rule in rest) >= least
            elif words[0] == "quorum":
                quorum.append((lambda seen: True) if words[1] == "none" else rules[words[1]])
            else:
                raise Refused(f"the policy has a line {line!r}")
        need(self.logs and len(quorum) == 1, "the policy names no log, or not one quorum")
        self.quorum = quorum[0]


class Checkpoint:
    """A signed note over the size and the root of a log."""

    def __init__(self, note, policy, keys=None):
        need(note.count("\n\n") >= 1 and note.endswith("\n"), "the checkpoint is not a signed note")
        text, signatures = note.rsplit("\n\n", 1)
        lines = text.split("\n")
        need(len(lines) == 3, "the checkpoint is not of three lines")
        self.origin, self.size, self.root = lines[0], number(lines[1]), b64(lines[2])
        need(len(self.root) == 32, "the checkpoint's root is not of 32 bytes")
        signed, logs, seen = (text + "\n").encode(), keys or policy.logs, set()
        is_signed = False
        rows = signatures.split("\n")[:-1]
        need(0 < len(rows) <= 16, "the checkpoint has no signature, or too many")
        for row in rows:
            match = re.fullmatch("\u2014 ([^ +]+) ([A-Za-z0-9+/=]+)", row)
            need(match, f"the checkpoint has a line {row!r}")
            name, blob = match[1], b64(match[2])
            for key in logs + list(policy.witnesses.values()):
                if key.name == name and key.id == blob[:4]:
                    need(key.signs(signed, blob[4:]), f"the checkpoint's signature by {name} does not hold")
                    is_signed = is_signed or (key.kind == 1 and name == self.origin)
                    seen |= {label for label, witness in policy.witnesses.items() if witness is key}
        need(is_signed, "no log that the policy names has signed the checkpoint")
        need(policy.quorum(seen), "the checkpoint does not have the policy's quorum of witnesses")


# Trees

def node(left, right):
    return sha256(b"\x01" + left + right)


def leaf_hash(entry):
    return sha256(b"\x00" + entry)


def root_of(hashes):
    """RFC 6962: complete subtrees, joined from the right."""
    if not hashes:
        return sha256(b"")
    stack = []
    for count, value in enumerate(hashes, 1):
        while count % 2 == 0:
            value, count = node(stack.pop(), value), count // 2
        stack.append(value)
    value = stack.pop()
    while stack:
        value = node(stack.pop(), value)
    return value


def included(index, size, leaf, path, root):
    """RFC 9162 section 2.1.3.2."""
    if index >= size:
        return False
    first, last, value = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if first % 2 == 1 or first == last:
            value = node(step, value)
            while first % 2 == 0 and first != 0:
                first, last = first >> 1, last >> 1
        else:
            value = node(value, step)
        first, last = first >> 1, last >> 1
    return last == 0 and value == root


# Entries

class Entry:
    def __init__(self, data):
        need(137 < len(data) <= 65535 and data[0] == 1, "an entry has another form than version 1")
        self.data, self.leaf = data, leaf_hash(data)
        self.index, self.received, self.position = struct.unpack(">QQQ", data[1:25])
        self.previous, self.key_id, self.signature = data[25:57], data[57:73], data[73:137]
        self.payload = data[137:]
        self.statement = strict_json(self.payload)
        need(isinstance(self.statement, dict), f"entry {self.index} is not a statement")
        try:
            self.type, self.data_members = self.statement["type"], self.statement["data"]
            self.role, self.holder = self.statement["actor"]["role"], self.statement["actor"]["id"]
            self.id, self.ledger, self.mode = (self.statement[name] for name in ("id", "ledger", "mode"))
        except (KeyError, TypeError):
            raise Refused(f"entry {self.index} lacks a member of a statement")

    @property
    def stream(self):
        if self.type in TRUST:
            return "trust"
        names = [self.statement[name] for name in ("exam", "sitting", "candidate") if name in self.statement]
        return "/".join([("ledger", "exam", "sitting", "candidate")[len(names)]] + names)


class Registry:
    """The keys that the log itself has enrolled, entry by entry."""

    def __init__(self):
        self.keys = {}

    def enrol(self, key_id, public, role, holder, since=None, until=None):
        need(sha256(public)[:16] == key_id, f"key {key_id.hex()} is not the one that it is called")
        need(not any(r["revoked"] for r in self.keys.get(key_id, [])), f"key {key_id.hex()} was revoked before")
        self.keys.setdefault(key_id, []).append(
            {"public": public, "role": role, "holder": holder, "since": since, "until": until, "revoked": False})

    def record(self, key_id, role, at, holder=None):
        for record in self.keys.get(key_id, []):
            if (not record["revoked"] and record["role"] == role and holder in (None, record["holder"])
                    and (record["since"] is None or record["since"] <= at)
                    and (record["until"] is None or at < record["until"])):
                return record
        return None

    def take(self, entry):
        """The entry's signature must count; then what it says of keys is taken in."""
        place, data = f"entry {entry.index} ({entry.type})", entry.data_members
        if entry.index == 0:
            need(entry.type == "ledger.opened" and unhex(data["authority_key_id"], 16) == entry.key_id,
                 "entry 0 does not open a ledger under its authority's key")
            self.enrol(entry.key_id, unhex(data["authority_public_key"]), "administrator", entry.holder)
        record = self.record(entry.key_id, entry.role, entry.received, entry.holder)
        need(record, f"{place}: key {entry.key_id.hex()} does not count for {entry.role} {entry.holder} there")
        need(verified(record["public"], entry.signature, pae(EVENT, entry.payload)),
             f"{place}: its signature does not hold")
        if entry.type in ("staff.key.enrolled", "device.key.bound"):
            need(entry.role == ("administrator" if entry.type == "staff.key.enrolled" else "platform"),
                 f"{place}: {entry.role} may not enrol keys")
            need((data["role"] in DEVICES) == (entry.type == "device.key.bound"),
                 f"{place}: it enrols for {data['role']}")
            self.enrol(unhex(data["key_id"], 16), unhex(data["public_key"]), data["role"], data["holder"],
                       data.get("valid_from_ms"), data.get("valid_until_ms"))
        elif entry.type in ("staff.key.revoked", "device.key.revoked"):
            need(entry.role == "administrator" or (entry.type == "device.key.revoked" and entry.role == "platform"),
                 f"{place}: {entry.role} may not revoke keys")
            for record in self.keys.get(unhex(data["key_id"], 16), []):
                if (record["role"] in DEVICES) == (entry.type == "device.key.revoked"):
                    record["revoked"] = True


def opening(entry, origin, policy):
    """What entry 0 says, when it is the one that the policy trusts."""
    need(entry.index == 0 and entry.type == "ledger.opened", "entry 0 does not open a ledger")
    need(entry.ledger == origin == entry.data_members["origin"], "entry 0 opens another ledger than the checkpoint's")
    need(policy.authority in (None, entry.key_id), "the ledger's authority is not the one that the policy names")
    return entry.data_members


class Streams:
    """Every entry follows the one before it in its stream."""

    def __init__(self):
        self.heads = {}
        self.places = {}

    @classmethod
    def of(cls, entries):
        streams = cls()
        for entry in entries:
            streams.take(entry)
        return streams

    def take(self, entry):
        count, last = self.heads.get(entry.stream, (0, ZERO))
        need((entry.position, entry.previous) == (count, last),
             f"entry {entry.index} does not follow the one before it in {entry.stream}")
        need(count == 0 or entry.index > self.places[entry.stream],
             f"entry {entry.index} follows entry {self.places.get(entry.stream)} in {entry.stream}")
        self.heads[entry.stream] = (count + 1, entry.leaf)
        self.places[entry.stream] = entry.index

    def root(self):
        return root_of([index_leaf(name, *self.heads[name]) for name in sorted(self.heads, key=str.encode)])


def index_leaf(name, count, last):
    raw = name.encode()
    return leaf_hash(struct.pack(">H", len(raw)) + raw + struct.pack(">Q", count) + last)


class Order:
    """What holds along the log: one place and one id each, times that never go back, counters that never repeat."""

    def __init__(self, ledger, mode):
        self.ledger, self.mode = ledger, mode
        self.index, self.received, self.ids, self.counters = -1, 0, set(), set()

    def take(self, entry):
        need(entry.ledger == self.ledger and entry.mode == self.mode, f"entry {entry.index} is of another ledger")
        need(entry.index > self.index, f"entry {entry.index} stands twice, or out of order")
        need(entry.received >= self.received, f"at entry {entry.index} the ledger's time goes back")
        need(entry.id not in self.ids, f"entry {entry.index} repeats the event {entry.id}")
        if "n" in entry.statement:
            counter = (entry.key_id, entry.statement["n"])
            need(counter not in self.counters, f"entry {entry.index} repeats a counter of its key")
            self.counters.add(counter)
        self.ids.add(entry.id)
        self.index, self.received = entry.index, entry.received


# A published log

def tile_path(index):
    digits = str(index)
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
    return "/".join(["x" + group for group in groups[:-1]] + groups[-1:])


def read_entries(folder, size):
    for first in range(0, size, 256):
        width = min(256, size - first)
        base = os.path.join(folder, "tile/entries", tile_path(first // 256))
        name = base if width == 256 or not os.path.exists(f"{base}.p/{width}") else f"{base}.p/{width}"
        need(os.path.isfile(name), f"{os.path.relpath(name, folder)} is missing")
        with open(name, "rb") as file:
            data = file.read()
        at = 0
        for _ in range(width):
            need(len(data) >= at + 2, f"{os.path.relpath(name, folder)} ends early")
            length = struct.unpack(">H", data[at:at + 2])[0]
            need(len(data) >= at + 2 + length, f"{os.path.relpath(name, folder)} ends early")
            yield data[at + 2:at + 2 + length]
            at += 2 + length


def check_tiles(folder, hashes, bundles):
    """Every tile that the size implies is there, and every tile that is there holds what the entries say."""
    levels = [hashes]
    while len(levels[-1]) >= 256:
        below = levels[-1]
        levels.append([root_of(below[i:i + 256]) for i in range(0, len(below) // 256 * 256, 256)])
    content = {str(level): values for level, values in enumerate(levels)}
    content["entries"] = bundles
    for level, values in content.items():
        for first in range(0, len(values), 256):
            width = min(256, len(values) - first)
            base = f"tile/{level}/{tile_path(first // 256)}"
            need(os.path.isfile(os.path.join(folder, base if width == 256 else f"{base}.p/{width}")),
                 f"{base} of {width} is missing")
    checked = 0
    for path, _, names in os.walk(os.path.join(folder, "tile")):
        for name in names:
            file = os.path.relpath(os.path.join(path, name), folder)
            match = re.fullmatch(r"tile/(\d+|entries)/((?:x\d{3}/)*\d{3})(?:\.p/(\d+))?", file)
            if not match or match[1] not in content:
                print(f"  {file} is no part of this log; it was not looked into")
                continue
            first = 256 * int(match[2].replace("x", "").replace("/", ""))
            wanted = content[match[1]][first:first + int(match[3] or 256)]
            need(len(wanted) == int(match[3] or 256), f"{file} is of more than the log has")
            with open(os.path.join(folder, file), "rb") as data:
                need(data.read() == b"".join(wanted), f"{file} does not hold what the entries say")
            checked += 1
    return checked


def check_log(folder, policy, options):
    with open(os.path.join(folder, "checkpoint"), encoding="utf-8", newline="") as file:
        note = file.read()
    lines = note.split("\n")
    need(len(lines) > 2, "the checkpoint is not a signed note")
    size = number(lines[1])
    streams, registry, hashes, bundles, entries = Streams(), Registry(), [], [], []
    order, rotations = None, []
    for place, data in enumerate(read_entries(folder, size)):
        entry = Entry(data)
        need(entry.index == place, f"entry {place} says that it is entry {entry.index}")
        if place == 0:
            order = Order(opening(entry, lines[0], policy)["origin"], entry.data_members["mode"])
        order.take(entry)
        registry.take(entry)
        if entry.type == "index.committed":
            at, count = entry.data_members["size"], entry.data_members["streams"]
            need(0 <= at <= place, f"entry {place} commits to an index of entries that come after it")
            earlier = streams if at == place else Streams.of(entries[:at])
            need((count, unhex(entry.data_members["root"])) == (len(earlier.heads), earlier.root()),
                 f"entry {place} commits to another index than the entries give")
        if entry.type == "log.key.rotated":
            need(entry.key_id == next(iter(registry.keys)),
                 f"entry {place} rotates the log's key without the authority")
            data_members = entry.data_members
            rotations.append((place, unhex(data_members["previous_public_key"]), unhex(data_members["public_key"])))
            need(unhex(data_members["root"]) == root_of(hashes[:data_members["size"]]),
                 f"entry {place} names another root than the log had")
        streams.take(entry)
        entries.append(entry)
        hashes.append(entry.leaf)
        bundles.append(struct.pack(">H", len(data)) + data)
    for (_, before, _), (_, _, after) in zip(rotations[1:], rotations):
        need(before == after, "a rotation does not follow from the one before it")
    epochs = [(0, rotations[0][1])] + [(place + 1, new) for place, _, new in rotations] if rotations else []

    def keys_at(count):
        """The key by which a checkpoint of a size counts; without a rotation the policy's own do."""
        if not epochs:
            return None
        key, named = [key for first, key in epochs if first <= count][-1], {key.public for key in policy.logs}
        need(key in named or policy.authority and named & {key for _, key in epochs},
             "the policy names no key from which it follows this log to the one of the checkpoint's size")
        return [Key.of(lines[0], key)]

    checkpoint = Checkpoint(note, policy, keys_at(size))
    need(root_of(hashes) == checkpoint.root, "the entries do not give the checkpoint's root")
    tiles = check_tiles(folder, hashes, bundles)
    if "--held" in options:
        held = Checkpoint(options["--held"], policy, keys_at(number(options["--held"].split("\n")[1])))
        need(held.origin == checkpoint.origin, "the checkpoint held elsewhere is of another log")
        need(held.size <= size, f"a checkpoint over {held.size} entries is held elsewhere, and {size} are here")
        need(root_of(hashes[:held.size]) == held.root, "the checkpoint held elsewhere is of another history")
    return f"published log of {checkpoint.origin}: {size} entries, {size} signatures, {tiles} tiles, " \
           f"{len(streams.heads)} streams, root {lines[2]}"


# A receipt

def check_receipt(text, policy):
    head, separator, note = text.partition("\n\n")
    need(separator, "the receipt has no checkpoint")
    lines = head.split("\n")
    need(lines[0] == "c2sp.org/tlog-proof@v1" and len(lines) > 2 and lines[1].startswith("extra ")
         and lines[2].startswith("index "), "the receipt does not begin as one that carries its entry")
    checkpoint = Checkpoint(note, policy)
    data, index, path = b64(lines[1][6:]), number(lines[2][6:]), [b64(line) for line in lines[3:]]
    need(all(len(step) == 32 for step in path), "a hash of the path is not of 32 bytes")
    entry = Entry(data)
    need(entry.index == index, f"the receipt of entry {index} carries entry {entry.index}")
    need(entry.ledger == checkpoint.origin, "the entry is of another ledger")
    need(included(index, checkpoint.size, entry.leaf, path, checkpoint.root), "the path does not lead to the root")
    return f"receipt of entry {index} ({entry.type}, {entry.id}), in the log of {checkpoint.size} entries"


# A bundle

def proved(value, checkpoint):
    text, path = members(value, ["entry", "inclusion"])
    entry = Entry(b64(text))
    need(included(entry.index, checkpoint.size, entry.leaf, [unhex(step) for step in path], checkpoint.root),
         f"entry {entry.index} is not in the log of the checkpoint")
    return entry


def check_absence(name, value, count, root):
    before, after = value.get("before"), value.get("after")
    need(before or after, f"nothing shows that there is no {name}")
    places = []
    for leaf in (before, after):
        if leaf is None:
            continue
        neighbour, entries, last, position, path = members(leaf, ["name", "count", "last", "position", "path"])
        ends = index_leaf(neighbour, entries, unhex(last))
        need(included(position, count, ends, [unhex(step) for step in path], root),
             f"{neighbour} is not where the index has it")
        need(neighbour.encode() < name.encode() if leaf is before else name.encode() < neighbour.encode(),
             f"{neighbour} is no neighbour of {name}")
        places.append(position)
    need((places[0] + 1 if before else 0) == (places[-1] if after else count),
         f"{name} may stand between its neighbours")


def check_bundle(value, policy):
    subject, note, index, streams, opened, disclosures, _ = members(
        value, ["subject", "checkpoint", "index", "streams", "opened", "disclosures", "report"], ["format", "related"])
    checkpoint = Checkpoint(note, policy)
    first, committed = proved(opened, checkpoint), proved(index, checkpoint)
    ledger = opening(first, checkpoint.origin, policy)
    need(committed.type == "index.committed" and committed.role == "platform", "the index is not one")
    data = committed.data_members
    need(data["size"] == committed.index == checkpoint.size - 1, "the index is not the checkpoint's last entry")
    count, root, entries = data["streams"], unhex(data["root"]), [first, committed]
    _, exam, sitting, _ = (subject.split("/") + [""] * 4)[:4]
    wanted = ["trust", f"exam/{exam}", f"sitting/{exam}/{sitting}", subject]
    need(sorted(stream.get("name", "") for stream in streams) == sorted(wanted),
         f"the bundle does not hold the streams {wanted}")
    for stream in streams:
        name = stream["name"]
        if "absent" in stream:
            need(name != subject, f"the bundle denies {name}")
            check_absence(name, stream["absent"], count, root)
            continue
        _, leaf, texts = members(stream, ["name", "leaf", "entries"])
        chain = Streams()
        for text in texts:
            entry = Entry(b64(text))
            need(entry.stream == name, f"entry {entry.index} is of {entry.stream}, not of {name}")
            need(entry.index < data["size"], f"entry {entry.index} is beyond the index")
            chain.take(entry)
            entries.append(entry)
        position, path = members(leaf, ["position", "path"])
        ends = index_leaf(name, *chain.heads.get(name, (0, ZERO)))
        need(included(position, count, ends, [unhex(step) for step in path], root), f"{name} is not whole")
    related = [proved(each, checkpoint) for each in value.get("related", [])]
    order, registry = Order(ledger["origin"], ledger["mode"]), Registry()
    for entry in sorted(entries + related, key=lambda entry: entry.index):
        order.take(entry)
        registry.take(entry)
    commitments = [text for entry in entries + related for text in entry.statement.get("personal", {}).values()]
    for disclosure in disclosures:
        digest = base64.urlsafe_b64encode(sha256(disclosure.encode())).decode().rstrip("=")
        need(digest in commitments, "a disclosure opens no commitment of these entries")
        commitments.remove(digest)
    return f"bundle of {subject}: {len(order.ids)} entries, {len(order.ids)} signatures, {len(streams)} streams " \
           f"whole through entry {committed.index}, {len(disclosures)} disclosures"


# A release certificate

def check_certificate(value, policy, options):
    _, envelope, note, opened, trust = members(value, ["format", "certificate", "checkpoint", "opened", "trust"])
    kind, payload, signatures = members(envelope, ["payloadType", "payload", "signatures"])
    need(kind == RELEASE, f"the certificate is of type {kind}")
    payload = b64(payload)
    said = strict_json(payload)
    checkpoint = Checkpoint(note, policy)
    need((said["ledger"], said["checkpoint"]["size"], b64(said["checkpoint"]["root"]))
         == (checkpoint.origin, checkpoint.size, checkpoint.root), "the certificate is of another checkpoint")
    first = proved(opened, checkpoint)
    ledger, registry, chain = opening(first, checkpoint.origin, policy), Registry(), Streams()
    order = Order(ledger["origin"], ledger["mode"])
    entries = [Entry(b64(text)) for text in trust["entries"]]
    need(entries, "the certificate shows no keys")
    for entry in [first] + entries:
        need(entry is first or entry.stream == "trust", f"entry {entry.index} is not of the trust stream")
        order.take(entry)
        registry.take(entry)
        chain.take(entry)
    proved({"entry": trust["entries"][-1], "inclusion": trust["inclusion"]}, checkpoint)
    holders = set()
    for signature in signatures:
        key_id, signed = members(signature, ["keyid", "sig"])
        record = registry.record(unhex(key_id, 16), "administrator", said["released_at"])
        need(record, f"key {key_id} is no administrator's at the release")
        need(verified(record["public"], b64(signed), pae(RELEASE, payload)),
             f"{record['holder']}'s signature does not hold")
        holders.add(record["holder"])
    need(len(holders) >= ledger["approvals_required"],
         f"{len(holders)} officers have signed, {ledger['approvals_required']} must")
    if "--scores" in options:
        scores = options["--scores"]
        need((sha256(scores).hex(), len(scores)) == (said["scores"]["sha256"], said["scores"]["bytes"]),
             "the score file is not the one that was released")
    return f"release certificate of {said['exam']}: signed by {', '.join(sorted(holders))}, under the checkpoint of " \
           f"{checkpoint.size} entries" + (", with its score file" if "--scores" in options else "")


def check(path, policy, options):
    if os.path.isdir(path):
        return check_log(path, policy, options)
    with open(path, "rb") as file:
        data = file.read()
    if data.startswith(b"c2sp.org/tlog-proof@v1\n"):
        return check_receipt(data.decode("utf-8"), policy)
    value = strict_json(data)
    form = value.get("format") if isinstance(value, dict) else None
    if form == "examledger-bundle/1":
        return check_bundle(value, policy)
    need(form == "examledger-certificate/1", "it is none of the files that are checked here")
    return check_certificate(value, policy, options)


def main(arguments):
    options, paths = {}, []
    while arguments:
        word = arguments.pop(0)
        if word in ("--scores", "--held") and arguments:
            with open(arguments.pop(0), "rb") as file:
                options[word] = file.read() if word == "--scores" else file.read().decode("utf-8")
        else:
            paths.append(word)
    if len(paths) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    failures = 0
    with open(paths[0], encoding="utf-8") as file:
        policy = Policy(file.read())
    for path in paths[1:]:
        try:
            print(f"{path}: holds: {check(path, policy, options)}")
        except Refused as reason:
            print(f"{path}: REFUSED: {reason}")
            failures += 1
        # Members of another kind than the format's.
        except (KeyError, TypeError, AttributeError, ValueError, struct.error, OSError) as error:
            print(f"{path}: REFUSED: it has another form ({type(error).__name__}: {error})")
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
