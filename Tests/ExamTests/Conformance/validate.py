#!/usr/bin/env python3
"""Judges statements by the documents under schemas/, with nothing of ExamLedger's own code.

Usage: validate.py SCHEMAS < LINES

Each line of standard input is one statement, or `base64:` and the statement's bytes in base64 where they are
not one line of text. Each line of standard output is the verdict on it: `ok`, or `refused: ` and why.
JSON is read as strictly as formats.md section 1 asks; the rest is JSON Schema 2020-12, validated by the
jsonschema module (4.10 of Debian 12 and later versions).
"""

import base64
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

SIZE_LIMIT = 32_768
DEPTH_LIMIT = 8
INTEGER_LIMIT = 2**53 - 1


class Refused(Exception):
    """Why a statement is none."""


def refuse_number(text):
    raise Refused(f"not an integer: {text[:40]}")


def integer(text):
    # The length is looked at first: Python refuses to convert very long numbers, with an error of its own.
    if len(text) > 17 or abs(int(text)) > INTEGER_LIMIT:
        raise Refused(f"integer out of range: {text[:40]}")
    return int(text)


def members(pairs):
    result = dict(pairs)
    if len(result) != len(pairs):
        raise Refused("a member name appears twice")
    return result


def check_depth(text):
    depth = 0
    in_string = escaped = False
    for character in text:
        if in_string:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                in_string = False
        elif character == '"':
            in_string = True
        elif character in "[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                raise Refused(f"nesting deeper than {DEPTH_LIMIT}")
        elif character in "]}":
            depth -= 1


def check_surrogates(value):
    if isinstance(value, str):
        if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
            raise Refused("an unpaired surrogate")
    elif isinstance(value, list):
        for element in value:
            check_surrogates(element)
    elif isinstance(value, dict):
        for name, element in value.items():
            check_surrogates(name)
            check_surrogates(element)


def read_strictly(data):
    if len(data) > SIZE_LIMIT:
        raise Refused(f"more than {SIZE_LIMIT} bytes")
    try:
        text = data.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        raise Refused(f"invalid UTF-8: {error.reason}") from None
    if text.startswith("\ufeff"):
        raise Refused("a byte-order mark")
    check_depth(text)
    try:
        value = json.loads(
            text,
            parse_int=integer,
            parse_float=refuse_number,
            parse_constant=refuse_number,
            object_pairs_hook=members,
        )
    except json.JSONDecodeError as error:
        raise Refused(f"not JSON: {error.msg}") from None
    check_surrogates(value)
    if not isinstance(value, dict):
        raise Refused("not an object")
    return value


def load_documents(folder):
    documents = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.schema.json"))
    ]
    if not documents:
        sys.exit(f"validate.py: no schemas in {folder}")
    for document in documents:
        Draft202012Validator.check_schema(document)
    return documents


def validator_maker(documents):
    """A function from a schema to its validator, with references between the documents resolved here."""
    try:
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012
    except ImportError:
        from jsonschema import RefResolver

        store = {document["$id"]: document for document in documents}
        return lambda schema: Draft202012Validator(schema, resolver=RefResolver("", schema, store=store))
    registry = Registry().with_resources(
        (document["$id"], DRAFT202012.create_resource(document)) for document in documents
    )
    return lambda schema: Draft202012Validator(schema, registry=registry)


def validators_by_type(documents):
    make = validator_maker(documents)
    return {
        name: make({"$ref": document["$id"] + "#/$defs/" + name})
        for document in documents
        for name in (reference["$ref"].rsplit("/", 1)[1] for reference in document.get("oneOf", []))
    }


def judge(data, validators):
    statement = read_strictly(data)
    name = statement.get("type")
    validator = validators.get(name) if isinstance(name, str) else None
    if validator is None:
        raise Refused("no type of the catalogue")
    for error in validator.iter_errors(statement):
        place = "/".join(str(part) for part in error.absolute_path) or "the statement"
        raise Refused(f"{place}: {error.message[:200]}")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: validate.py SCHEMAS < LINES")
    validators = validators_by_type(load_documents(Path(sys.argv[1])))
    for line in sys.stdin.buffer.read().split(b"\n")[:-1]:
        data = base64.b64decode(line[7:], validate=True) if line.startswith(b"base64:") else line
        try:
            judge(data, validators)
            verdict = "ok"
        except Refused as reason:
            verdict = f"refused: {reason}"
        # A verdict is one line of plain text, whatever a statement holds.
        print(verdict.encode("ascii", "backslashreplace").decode("ascii").replace("\n", " "))


if __name__ == "__main__":
    main()
